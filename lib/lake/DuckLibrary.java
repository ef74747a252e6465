package tarn.lake;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.duckdb.DuckDBDriver;

/**
 * The native library of DuckDB, unpacked once beside the driver's jar. Left alone, the driver unpacks 70 MB into the
 * temporary folder at each start, which takes longer than most commands do, and leaves them there when it is killed.
 *
 * <p>The driver looks beside its jar only for a platform whose library is not in the jar, so it is told such a platform
 * while it loads. Wherever any of this does not work out, the driver does what it always did.
 */
final class DuckLibrary {
  private static final String UNPACKED = "-unpacked";

  private DuckLibrary() {}

  /** Loads the library into this JVM, before the driver is first used. */
  static void load() {
    String platform = System.getProperty("os.arch");
    String architecture = architecture(platform);
    Optional<Path> library = driverJar().flatMap(jar -> unpacked(jar, entry(architecture)));
    if (library.isEmpty() || !canLoad(library.get())) {
      return;
    }
    System.setProperty("os.arch", architecture + UNPACKED);
    try {
      Class.forName("org.duckdb.DuckDBNative", true, DuckDBDriver.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    } finally {
      System.setProperty("os.arch", platform);
    }
  }

  /** Loading it here first shows whether it can be, on a file system that forbids it for example. */
  private static boolean canLoad(Path library) {
    try {
      System.load(library.toString());
      return true;
    } catch (UnsatisfiedLinkError forbidden) {
      return false;
    }
  }

  /** The jar of the driver; empty where the driver was packed into another one. */
  private static Optional<Path> driverJar() {
    try {
      return Optional.ofNullable(DuckDBDriver.class.getProtectionDomain().getCodeSource())
          .filter(source -> source.getLocation().getPath().matches(".*/duckdb_jdbc[^/]*\\.jar"))
          .map(source -> new File(URI.create(source.getLocation().toString())).toPath());
    } catch (IllegalArgumentException noFile) {
      return Optional.empty();
    }
  }

  /** What the driver makes of the names that JVMs have for an architecture. */
  private static String architecture(String name) {
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }

  private static String entry(String architecture) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String platform = system.startsWith("mac") ? "macos" : system.startsWith("windows") ? "windows" : system;
    return "libduckdb_java.so_" + platform + "_" + architecture;
  }

  /**
   * The file beside {@code jar} that holds what {@code entry} of it does, written where it is missing or damaged; size
   * and CRC-32 are compared at each start. Empty where the jar has no such entry or the folder takes no file.
   */
  static Optional<Path> unpacked(Path jar, String entry) {
    Path file = jar.resolveSibling(entry + UNPACKED);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry packed = zip.getEntry(entry);
      if (packed == null) {
        return Optional.empty();
      }
      if (!holds(file, packed)) {
        unpack(zip, packed, file);
      }
      return Optional.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean holds(Path file, ZipEntry packed) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != packed.getSize()) {
      return false;
    }
    CRC32 checksum = new CRC32();
    try (FileChannel channel = FileChannel.open(file)) {
      checksum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, packed.getSize()));
    }
    return checksum.getValue() == packed.getCrc();
  }

  /** Under a name of its own first, so that another process never sees a part of the file. */
  private static void unpack(ZipFile zip, ZipEntry packed, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    part.toFile().deleteOnExit();
    try (InputStream in = zip.getInputStream(packed)) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      if (!holds(part, packed)) {
        throw new IOException(part + " is not what is in " + zip.getName());
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
