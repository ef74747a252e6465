package tarn.refresh;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** A file that is made from packages: its head tells which, in which version, under which licence, and when. */
final class ResourceFile {
  private ResourceFile() {}

  static void writeTable(Path file, List<RegistryPackage> sources, Path own, List<String> columns, List<List<String>> rows)
      throws IOException {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
      printer.printRecord(columns);
      for (List<String> row : rows) {
        printer.printRecord(row);
      }
    }
    write(file, sources, own, text.toString());
  }

  static void writeLines(Path file, List<RegistryPackage> sources, List<String> lines) throws IOException {
    write(file, sources, null, String.join("\n", lines) + "\n");
  }

  /** The licence texts beside the files that carry something of the packages. */
  static void writeLicences(Path folder, List<RegistryPackage> sources, Path fetched) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (RegistryPackage source : sources) {
      Files.writeString(folder.resolve(source.name() + ".txt"), source.licenceText(fetched));
    }
  }

  /** The rows of a table that is kept by hand in this folder. */
  static List<CSVRecord> read(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setCommentMarker('#').get();
    try (CSVParser parser = CSVParser.parse(file, java.nio.charset.StandardCharsets.UTF_8, format)) {
      return parser.getRecords();
    }
  }

  private static void write(Path file, List<RegistryPackage> sources, Path own, String body) throws IOException {
    String packages = sources.stream().map(RegistryPackage::title).collect(Collectors.joining(", "));
    String licences = sources.stream().map(source -> source.name() + " " + source.licence()).distinct()
        .collect(Collectors.joining(", "));
    String hand = own == null ? "" : ", and lib/refresh/" + own.getFileName();
    Files.createDirectories(file.getParent());
    Files.writeString(file, "# source: " + packages + hand + "\n# licence: " + licences + "\n# made: " + LocalDate.now()
        + " by lib/refresh/refresh.java; change that, not this\n" + body);
    System.err.println(file + ": " + (body.lines().count()) + " lines");
  }
}
