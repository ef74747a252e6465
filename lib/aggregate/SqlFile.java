package tarn.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tarn.lake.LakeException;

/**
 * A file of the user's own with one SELECT statement.
 *
 * @param text the whole file
 */
record SqlFile(Path path, String text) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LINE = Pattern.compile("\\bLINE (\\d+):");

  static SqlFile read(Path path) {
    try {
      return new SqlFile(path, Files.readString(path));
    } catch (MalformedInputException e) {
      throw new LakeException(path + " is not UTF-8: save it as UTF-8", e);
    } catch (IOException e) {
      throw new LakeException("cannot read " + path + " (" + e.getMessage() + ")", e);
    }
  }

  /** The value of a line {@code -- KEY: value} in the head comment. */
  Optional<String> head(String key) {
    String start = "-- " + key + ":";
    return text.lines().takeWhile(line -> line.isBlank() || line.startsWith("--"))
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip()).filter(value -> !value.isEmpty()).findFirst();
  }

  /**
   * The tables that the statement reads, in lower case.
   *
   * @throws LakeException when the file holds anything but one statement of kind SELECT
   */
  Set<String> tables(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select json_serialize_sql(cast(? as varchar))")) {
      statement.setString(1, text);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        JsonNode parsed = JSON.readTree(row.getString(1));
        if (parsed.path("error").asBoolean()) {
          throw failure(parsed.path("error_message").asText());
        }
        if (parsed.path("statements").size() != 1) {
          throw failure("it holds " + parsed.path("statements").size() + " statements and may hold one");
        }
        Set<String> tables = new TreeSet<>();
        collect(parsed, Set.of(), tables);
        return tables;
      }
    } catch (IOException e) {
      throw new IllegalStateException("DuckDB's own JSON cannot be read", e);
    }
  }

  /** @param named the CTEs that hide tables of their name here */
  private static void collect(JsonNode node, Set<String> named, Set<String> tables) {
    String type = node.path("type").asText();
    String table = lower(node, "table_name");
    if (type.equals("BASE_TABLE") && (!node.path("schema_name").asText().isEmpty() || !named.contains(table))) {
      tables.add(table);
    }
    Set<String> inside = new TreeSet<>(named);
    if (type.equals("RECURSIVE_CTE_NODE")) {
      inside.add(lower(node, "cte_name"));
    }
    // A CTE sees those before it, and itself only where it is recursive.
    for (JsonNode cte : node.path("cte_map").path("map")) {
      collect(cte.path("value"), inside, tables);
      inside.add(lower(cte, "key"));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getKey().equals("cte_map")) {
        collect(field.getValue(), inside, tables);
      }
    }
    if (node.isArray()) {
      node.forEach(child -> collect(child, inside, tables));
    }
  }

  private static String lower(JsonNode node, String field) {
    return node.path(field).asText().toLowerCase(Locale.ROOT);
  }

  /** What DuckDB says of the statement, with the place. */
  LakeException failure(SQLException cause) {
    Matcher line = LINE.matcher(String.valueOf(cause.getMessage()));
    String place = line.find() ? ":" + line.group(1) : "";
    return new LakeException(path + place + ": " + firstLine(cause.getMessage()), cause);
  }

  LakeException failure(String message) {
    return new LakeException(path + ": " + firstLine(message));
  }

  private static String firstLine(String message) {
    return String.valueOf(message).lines().findFirst().orElse("");
  }
}
