package tarn.refresh;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A package of npm, PyPI or crates.io from which facts are taken.
 *
 * @param licence SPDX id that the package must carry
 */
public record RegistryPackage(Registry registry, String name, String version, String licence) {
  /** Where packages come from, by their ordinary clients. */
  public enum Registry { NPM, PYPI, CRATES }

  public static RegistryPackage npm(String name, String version, String licence) {
    return new RegistryPackage(Registry.NPM, name, version, licence);
  }

  public static RegistryPackage pypi(String name, String version, String licence) {
    return new RegistryPackage(Registry.PYPI, name, version, licence);
  }

  public static RegistryPackage crate(String name, String version, String licence) {
    return new RegistryPackage(Registry.CRATES, name, version, licence);
  }

  /** For example {@code npm isbot 5.2.3}. */
  public String title() {
    String from = switch (registry) {
      case NPM -> "npm ";
      case PYPI -> "PyPI ";
      case CRATES -> "crates.io ";
    };
    return from + name + " " + version;
  }

  /**
   * Fetches and unpacks the package, once.
   *
   * @return the folder of its files
   * @throws IllegalStateException where its licence is another than the expected one
   */
  Path fetch(Path folder) throws IOException, InterruptedException {
    Path home = folder.resolve(name + "-" + version);
    if (!Files.exists(home)) {
      Files.createDirectories(home);
      switch (registry) {
        case NPM -> {
          run(home, "npm", "pack", "--silent", name + "@" + version);
          run(home, "tar", "xzf", name + "-" + version + ".tgz");
        }
        case PYPI -> {
          run(home, "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", ".", name + "==" + version);
          run(home, "jar", "xf", only(home, ".whl").getFileName().toString());
        }
        case CRATES -> {
          Files.createDirectories(home.resolve("src"));
          Files.createFile(home.resolve("src/lib.rs"));
          Files.writeString(home.resolve("Cargo.toml"), "[package]\nname = \"fetch\"\nversion = \"0.0.0\"\nedition = \"2021\"\n"
              + "[dependencies]\n" + name + " = \"=" + version + "\"\n");
          run(home, "cargo", "vendor", "--quiet", "vendor");
        }
      }
    }
    String found = switch (registry) {
      case NPM -> npmLicence(home);
      case PYPI -> pypiLicence(home);
      case CRATES -> crateLicence(home.resolve("vendor").resolve(name));
    };
    if (!licence.equals(found)) {
      throw new IllegalStateException(title() + " has the licence " + found + ", not " + licence + ": look at it first");
    }
    return switch (registry) {
      case NPM -> home.resolve("package");
      case PYPI -> home;
      case CRATES -> home.resolve("vendor").resolve(name);
    };
  }

  /** The text of the licence as it lies in the package. */
  String licenceText(Path folder) throws IOException, InterruptedException {
    Path files = fetch(folder);
    try (Stream<Path> found = Files.walk(files, 3)) {
      Path text = found.filter(file -> file.getFileName().toString().startsWith("LICENSE")).findFirst().orElseThrow();
      return Files.readString(text).strip() + "\n";
    }
  }

  private static String npmLicence(Path home) throws IOException {
    return new ObjectMapper().readTree(home.resolve("package/package.json").toFile()).path("license").asText();
  }

  private static String pypiLicence(Path home) throws IOException {
    try (Stream<String> lines = Files.lines(only(home, ".dist-info").resolve("METADATA"))) {
      return lines.filter(line -> line.startsWith("License-Expression: ")).findFirst()
          .map(line -> line.substring("License-Expression: ".length())).orElse("not told");
    }
  }

  private static String crateLicence(Path home) throws IOException {
    try (Stream<String> lines = Files.lines(home.resolve("Cargo.toml"))) {
      return lines.filter(line -> line.startsWith("license = ")).findFirst()
          .map(line -> line.substring("license = ".length()).replace("\"", "")).orElse("not told");
    }
  }

  private static Path only(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(folder.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", List.of(command)) + " failed: look at its words above");
    }
  }
}
