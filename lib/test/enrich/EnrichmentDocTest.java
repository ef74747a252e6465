package tarn.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tarn.cli.Repository;
import tarn.event.Column;
import tarn.event.Schema;

/** docs/enrichment.md says what the code and the data say. */
class EnrichmentDocTest {
  @Test
  void everyColumnOfTheEventHasItsStep() throws IOException {
    Set<String> named = Pattern.compile("`([a-z_]+)`").matcher(page()).results().map(word -> word.group(1)).collect(Collectors.toSet());
    List<String> missing = Schema.INCOMING_EVENTS.columns().stream().map(Column::name).filter(name -> !named.contains(name)).toList();
    assertEquals(List.of(), missing);
    assertEquals(12, Pattern.compile("(?m)^## \\d+\\. ").matcher(page()).results().count());
  }

  @Test
  void theSourcesAreThoseInTheHeadsOfTheResources() throws IOException {
    Set<String> rows = new TreeSet<>();
    try (Stream<Path> files = Files.list(Repository.root().resolve("lib/resources"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<String> head = Files.readAllLines(file);
        rows.add("| `" + file.getFileName() + "` | " + head.get(0).substring("# source: ".length()) + " | "
            + head.get(1).substring("# licence: ".length()) + " |");
      }
    }
    String table = page().substring(page().indexOf("| file | from | licence |"));
    assertEquals(rows, table.lines().filter(line -> line.startsWith("| `")).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void thePageTellsHowManyMetrosThereAre() throws IOException {
    assertTrue(page().contains("has the place for " + CsvResource.rows("edge-locations.csv").size() + " of them"));
  }

  private static String page() throws IOException {
    return Files.readString(Repository.root().resolve("docs/enrichment.md"));
  }
}
