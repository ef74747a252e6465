package tarn.lake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** The lines of one raw file that could not be processed, by reason. They hold addresses and stay in the raw zone. */
final class Quarantine {
  private static final String ENDING = ".jsonl.gz";
  private static final String REASON = "{\"reason\":\"";
  private static final String LINE = "\",\"line_base64\":\"";
  private static final String END = "\"}";

  private final Map<String, Lines> linesByReason = new TreeMap<>();

  /** @param line as it stands in the raw file */
  void add(String reason, byte[] line) throws IOException {
    Lines lines = linesByReason.get(reason);
    if (lines == null) {
      lines = new Lines();
      linesByReason.put(reason, lines);
    }
    lines.add(reason, line);
  }

  /** Puts the lines in their places and takes away what an earlier transform of the same raw file had left elsewhere. */
  void publish(Lake lake, LocalDate day, String name) throws IOException {
    Set<String> written = new HashSet<>();
    for (Map.Entry<String, Lines> lines : linesByReason.entrySet()) {
      String kind = lines.getKey().replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(java.util.Locale.ROOT);
      String target = lake.errors(day) + kind + "/" + name + ENDING;
      byte[] content = lines.getValue().content();
      AtomicFile.write(lake, target, temporary -> Files.write(temporary, content));
      written.add(target);
    }
    remove(lake, day, name, written);
  }

  /** Takes away the lines of a raw file, but for the named files. */
  static void remove(Lake lake, LocalDate day, String name, Set<String> kept) {
    lake.store().delete(lake.store().list(lake.errors(day)).stream().map(LakeFile::path)
        .filter(path -> path.endsWith("/" + name + ENDING) && !kept.contains(path)).toList());
  }

  /** The day of arrival of the lines of a file. */
  static String day(Lake lake, LakeFile file) {
    return file.path().substring(lake.errors().length()).split("/")[0];
  }

  /** The name of the raw file that the lines of a file stand in. */
  static String name(LakeFile file) {
    return file.name().endsWith(ENDING) ? file.name().substring(0, file.name().length() - ENDING.length()) : file.name();
  }

  /**
   * What stays of an entry: the same array where nothing goes, null where all of it does. Anything else that stands there
   * is taken for a line.
   *
   * @param rest the same for the line that it holds
   */
  static byte[] rest(byte[] entry, UnaryOperator<byte[]> rest) {
    String json = new String(entry, StandardCharsets.US_ASCII);
    if (!json.startsWith(REASON) || !json.contains(LINE) || !json.endsWith(END)) {
      return rest.apply(entry);
    }
    int start = json.indexOf(LINE) + LINE.length();
    byte[] line = Base64.getDecoder().decode(json.substring(start, json.length() - END.length()));
    byte[] kept = rest.apply(line);
    return kept == line ? entry : kept == null ? null
        : (json.substring(0, start) + Base64.getEncoder().encodeToString(kept) + END).getBytes(StandardCharsets.US_ASCII);
  }

  /** Packed as they come: a log of nothing but rubbish is as large as any other. */
  private static final class Lines {
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final OutputStream out;

    Lines() throws IOException {
      out = new GZIPOutputStream(packed);
    }

    void add(String reason, byte[] line) throws IOException {
      out.write((REASON + reason + LINE).getBytes(StandardCharsets.US_ASCII));
      out.write(Base64.getEncoder().encode(line));
      out.write((END + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    byte[] content() throws IOException {
      out.close();
      return packed.toByteArray();
    }
  }
}
