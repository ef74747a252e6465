package tarn.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.cli.Repository;
import tarn.workbench.jupyter.NotebookFolder;

/** Notebooks as they lie in git. */
class NotebookFilesTest {
  private static final Path FOLDER = Repository.root().resolve("notebooks");

  static List<String> names() {
    return NotebookFolder.NOTEBOOKS;
  }

  private static JsonNode notebook(String name) throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve(name).toFile());
  }

  private static List<String> sources(JsonNode notebook, String type) {
    List<String> sources = new ArrayList<>();
    for (JsonNode cell : notebook.path("cells")) {
      if (cell.path("cell_type").asText().equals(type)) {
        StringBuilder text = new StringBuilder();
        cell.path("source").forEach(line -> text.append(line.asText()));
        sources.add(text.toString());
      }
    }
    return sources;
  }

  @Test
  void theFolderHoldsWhatTheCommandPutsIntoPlace() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(names(), files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".ipynb")).sorted().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void outputsAreStripped(String name) throws IOException {
    String remedy = name + ": jupyter nbconvert --clear-output --inplace notebooks/*.ipynb takes outputs away";
    Set<String> ids = new HashSet<>();
    for (JsonNode cell : notebook(name).path("cells")) {
      assertTrue(ids.add(cell.path("id").asText()), name + ": two cells have the id " + cell.path("id"));
      assertTrue(cell.path("metadata").isEmpty(), remedy);
      if (cell.path("cell_type").asText().equals("code")) {
        assertTrue(cell.path("outputs").isArray() && cell.path("outputs").isEmpty(), remedy);
        assertTrue(cell.path("execution_count").isNull(), remedy);
      }
    }
    JsonNode metadata = notebook(name).path("metadata");
    assertEquals("{\"display_name\":\"Tarn (Java)\",\"language\":\"java\",\"name\":\"tarn\"}", metadata.path("kernelspec").toString());
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachBeginsWithItsQuestionAndOpensTheLakeByItself(String name) throws IOException {
    List<String> prose = sources(notebook(name), "markdown");
    List<String> code = sources(notebook(name), "code");
    assertTrue(prose.get(0).matches("(?s)# [A-Z][\\w ]+\n\n\\*[A-Z].*\\?\\*\n\n.*"), prose.get(0));
    assertEquals("var lake = Lake.open();\nlake.show()", code.get(0));
    assertTrue(prose.size() * 3 >= code.size(), name + " explains too little");
    assertTrue(code.stream().noneMatch(text -> text.startsWith("%") || text.contains("\n%")), name + " has a magic line");
  }
}
