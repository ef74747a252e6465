package tarn.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A zip whose bytes follow from its content alone: entries in their order, all of one time. */
final class StableZip {
  /** The oldest time a zip can hold. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Map<String, byte[]> entries = new TreeMap<>();

  void add(String name, byte[] content) {
    if (entries.put(name, content) != null) {
      throw new IllegalStateException("two files are to be " + name + " in one zip");
    }
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  /** How much it is once unpacked. */
  long unpackedBytes() {
    return entries.values().stream().mapToLong(content -> content.length).sum();
  }

  void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out);
    }
  }

  private void write(OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        entry.setTimeLocal(TIME);
        // A jar is compressed already.
        if (content.getKey().endsWith(".jar")) {
          CRC32 checksum = new CRC32();
          checksum.update(content.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.getValue().length);
          entry.setCrc(checksum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content.getValue());
        zip.closeEntry();
      }
    }
  }

  /** A jar without some of its entries. */
  static byte[] strip(Path jar, Predicate<String> leftOut) throws IOException {
    StableZip stripped = new StableZip();
    try (InputStream in = Files.newInputStream(jar); ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory() && !leftOut.test(entry.getName())) {
          stripped.add(entry.getName(), zip.readAllBytes());
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    stripped.write(bytes);
    return bytes.toByteArray();
  }
}
