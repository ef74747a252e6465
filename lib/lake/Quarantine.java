package tarn.lake;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** The lines of one raw file that could not be processed, by reason. They hold addresses and stay in the raw zone. */
final class Quarantine {
  private final Map<String, StringBuilder> linesByReason = new TreeMap<>();

  void add(String reason, byte[] line) {
    StringBuilder lines = linesByReason.computeIfAbsent(reason, key -> new StringBuilder());
    lines.append("{\"reason\":\"").append(reason).append("\",\"line_base64\":\"")
        .append(Base64.getEncoder().encodeToString(line)).append("\"}\n");
  }

  void publish(Lake lake, LocalDate day, String name) {
    for (Path kind : CleanedPartitions.children(lake.errors(day), "")) {
      kind.resolve(name + ".jsonl.gz").toFile().delete();
    }
    linesByReason.forEach((reason, lines) -> {
      Path target = lake.errors(day).resolve(reason.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(java.util.Locale.ROOT))
          .resolve(name + ".jsonl.gz");
      AtomicFile.write(lake, target, temporary -> {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(temporary))) {
          out.write(lines.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
      });
    });
  }
}
