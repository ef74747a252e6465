package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Data walks through the rooms of lib in one order, and imports point only backwards along it. */
class RoomsTest {
  private static final List<String> ROOMS = List.of("log", "enrich", "event", "lake", "aggregate", "traffic", "cli");
  /** Rooms of the siblings of Lib.java, behind all of its own. */
  private static final List<String> ALL_ROOMS =
      Stream.concat(ROOMS.stream(), Stream.of("aws", "stack", "serve", "workbench", "bench")).toList();
  private static final Pattern IMPORT = Pattern.compile("import (?:static )?tarn\\.(\\w+)\\.");

  @Test
  void importsPointBackwards() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String room : ALL_ROOMS) {
      try (Stream<Path> files = Files.walk(Repository.root().resolve("lib").resolve(room))) {
        for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
          Matcher imports = IMPORT.matcher(Files.readString(file));
          while (imports.find()) {
            if (ALL_ROOMS.indexOf(imports.group(1)) > ALL_ROOMS.indexOf(room)) {
              wrong.add(file.getFileName() + " imports " + imports.group(1));
            }
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void theLibNamesItsRoomsInTheirOrder() throws IOException {
    List<String> named = Files.readAllLines(Repository.root().resolve("lib/Lib.java")).stream()
        .filter(line -> line.startsWith("//SOURCES ")).map(line -> line.substring(10, line.indexOf('/', 10))).toList();
    assertEquals(ROOMS, named);
  }

  @Test
  void everyCommandHasItsTwoAliases() throws IOException {
    String catalog = Files.readString(Repository.root().resolve("jbang-catalog.json"));
    try (Stream<Path> scripts = Files.list(Repository.root().resolve("scripts"))) {
      for (Path script : scripts.toList()) {
        String name = script.getFileName().toString();
        assertTrue(catalog.contains("\"" + name + "\""), name);
        assertTrue(catalog.contains("\"" + name.replace(".java", "") + "\""), name);
      }
    }
  }
}
