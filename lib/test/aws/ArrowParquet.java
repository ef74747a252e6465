package tarn.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tarn.cli.Repository;

/** Rows as Parquet by Arrow, encoded as Firehose does. */
final class ArrowParquet implements LocalFirehose.Parquet {
  @Override
  public void write(Map<Path, List<JsonNode>> rows) throws Exception {
    Path python = Repository.root().resolve(".venv/aws/bin/python");
    assertTrue(Files.isExecutable(python), "Arrow is missing: run python3 -m venv .venv/aws"
        + " && .venv/aws/bin/pip install -r infra/requirements.txt in " + Repository.root());
    List<String> command = new ArrayList<>(List.of(python.toString(), "lib/test/aws/firehose_parquet.py"));
    DuckParquet.COLUMNS.forEach(column -> command.add(column.name() + ":" + column.type().name().toLowerCase(Locale.ROOT)));
    Path folder = Files.createTempDirectory("tarn-firehose");
    List<Path> made = new ArrayList<>();
    try {
      StringBuilder pairs = new StringBuilder();
      for (Map.Entry<Path, List<JsonNode>> file : rows.entrySet()) {
        Path json = folder.resolve(made.size() + ".json");
        made.add(Files.writeString(json, DuckParquet.lines(file.getValue())));
        pairs.append(json).append('\t').append(file.getKey()).append('\n');
      }
      Process process = new ProcessBuilder(command).directory(Repository.root().toFile()).redirectErrorStream(true).start();
      process.getOutputStream().write(pairs.toString().getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      assertEquals("", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      assertEquals(0, process.waitFor());
    } finally {
      for (Path file : made) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }
}
