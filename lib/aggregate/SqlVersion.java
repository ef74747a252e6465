package tarn.aggregate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tarn.lake.LakeException;
import tarn.lake.Sha256;

/** One version of the SQL that makes the curated tables. */
public final class SqlVersion {
  /** The statements that lead from cleaned rows to the tables, in the order in which they read each other. */
  static final List<String> STAGED = List.of("staged_places", "staged_clients", "staged_sources", "staged_pages", "staged_records",
      "staged_days", "staged_doubtful", "staged_copies", "staged_surplus", "staged_hits", "staged_visitors", "staged_visits");

  private static final List<String> TABLES = List.of("hits", "sessions", "stats", "events");
  private static final List<String> ASSERTIONS = List.of("sums_agree", "visits_are_possible", "hits_are_clean",
      "partitions_are_one_day", "counts_are_ordered");

  /** The version that new builds use. */
  public static final SqlVersion CURRENT = new SqlVersion("v1");

  private static final List<String> VERSIONS = List.of("v1");

  private final String name;
  private final Map<String, String> statements = new LinkedHashMap<>();

  private SqlVersion(String name) {
    this.name = name;
    Stream.concat(STAGED.stream(), TABLES.stream())
        .forEach(statement -> statements.put(statement, resource(name + "/" + statement + ".sql")));
  }

  /** @throws LakeException when there is no such version */
  public static SqlVersion of(String name) {
    if (!VERSIONS.contains(name)) {
      throw new LakeException("there is no sql/" + name + ": take one of " + String.join(", ", VERSIONS));
    }
    return new SqlVersion(name);
  }

  public String name() {
    return name;
  }

  /** The one statement of {@code sql/VERSION/NAME.sql}. */
  public String statement(String statement) {
    return statements.get(statement);
  }

  /** SHA-256 over all statements: what a build depends on besides its input. */
  public String hash() {
    return Sha256.hex(String.join("\n", statements.values()));
  }

  /** The statements that must return no row, by their file. */
  public static Map<String, String> assertions() {
    Map<String, String> assertions = new LinkedHashMap<>();
    ASSERTIONS.forEach(name -> assertions.put("sql/assertions/" + name + ".sql", resource("assertions/" + name + ".sql")));
    return assertions;
  }

  private static String resource(String path) {
    try (InputStream in = SqlVersion.class.getResourceAsStream("/sql/" + path)) {
      if (in == null) {
        throw new IllegalStateException("sql/" + path + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
