package tarn.stack;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import tarn.aws.OwnRules;
import tarn.cli.RuleFiles;
import tarn.lake.LakeException;

/** Builds the zips of the functions from the sources of the project and the jars that it runs with. */
public final class LambdaPackage {
  /** What Lambda unpacks at most. */
  static final long MOST_UNPACKED_BYTES = 250L * 1_024 * 1_024;
  /** The oldest Java that Tarn is for, so that a JDK of any age builds the same. */
  private static final String RELEASE = "17";

  /**
   * A zip.
   *
   * @param unpackedBytes its size once unpacked
   * @param missing classes without which it is of no use
   */
  public record Zip(Path file, long unpackedBytes, List<String> missing) {}

  private final Path root;
  private final List<Path> classPath;
  private final Architecture architecture;
  private final Map<String, byte[]> ownRules;

  /**
   * @param root the folder of the project
   * @param classPath with all that the functions need, and more
   */
  LambdaPackage(Path root, List<Path> classPath, Architecture architecture) {
    this(root, classPath, architecture, Map.of());
  }

  private LambdaPackage(Path root, List<Path> classPath, Architecture architecture, Map<String, byte[]> ownRules) {
    this.root = root;
    this.ownRules = ownRules;
    this.classPath = List.copyOf(classPath);
    this.architecture = architecture;
  }

  /** With the jars of this JVM. */
  public static LambdaPackage ofThisJvm(Path root, Architecture architecture) {
    return new LambdaPackage(root,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList(), architecture);
  }

  /** The same with rules of the user's own for the transform, which are read here to see whether they are right. */
  public LambdaPackage with(RuleFiles rules) throws IOException {
    Map<String, byte[]> files = new TreeMap<>(ownRules);
    if (rules.referrersFile() != null) {
      rules.referrers();
      files.put(OwnRules.REFERRERS, Files.readAllBytes(rules.referrersFile()));
    }
    if (rules.userAgentRegexesFile() != null) {
      rules.userAgents();
      files.put(OwnRules.USER_AGENTS, Files.readAllBytes(rules.userAgentRegexesFile()));
    }
    return with(files);
  }

  /** The same with these rules for the transform, by their names in the zip. */
  public LambdaPackage with(Map<String, byte[]> rules) {
    return new LambdaPackage(root, classPath, architecture, rules);
  }

  /** Writes the zips into a folder, over older ones. */
  public List<Zip> build(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path classes = Files.createTempDirectory("tarn-package");
    try {
      compile(classes);
      List<Zip> zips = new ArrayList<>();
      for (LambdaFunction function : LambdaFunction.values()) {
        StableZip zip = content(function, classes);
        if (zip.unpackedBytes() >= MOST_UNPACKED_BYTES) {
          throw new LakeException(function.zipName() + " would unpack to " + zip.unpackedBytes() + " bytes, and Lambda takes "
              + MOST_UNPACKED_BYTES + ": leave a jar out in lib/stack/LambdaFunction.java");
        }
        Path file = folder.resolve(function.zipName());
        zip.write(file);
        zips.add(new Zip(file, zip.unpackedBytes(),
            function.neededClasses().stream().filter(type -> !zip.has(type.replace('.', '/') + ".class")).toList()));
      }
      return zips;
    } finally {
      delete(classes);
    }
  }

  /** All rooms at once, since they know each other; only those of a function are packed. */
  private void compile(Path classes) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String room : LambdaFunction.AGGREGATE.rooms()) {
      Path folder = root.resolve("lib").resolve(room);
      sources.addAll(Files.isDirectory(folder) ? files(folder, ".java") : List.of());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new LakeException("this Java has no compiler: run package with a JDK");
    }
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-d", classes.toString(), "--release", RELEASE, "-encoding", "UTF-8", "-parameters", "-proc:none", "-nowarn",
          "-classpath", String.join(File.pathSeparator, jars().map(Path::toString).toList()));
      boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources)).call();
      if (!compiled) {
        throw new LakeException("the functions do not compile: " + messages);
      }
    }
  }

  private Stream<Path> jars() {
    return classPath.stream().filter(path -> path.toString().endsWith(".jar"));
  }

  private StableZip content(LambdaFunction function, Path classes) throws IOException {
    StableZip zip = new StableZip();
    for (String room : function.rooms()) {
      Path folder = classes.resolve("tarn").resolve(room);
      for (Path file : Files.isDirectory(folder) ? files(folder, ".class") : List.<Path>of()) {
        if (function.takesClass(name(classes, file))) {
          zip.add(name(classes, file), Files.readAllBytes(file));
        }
      }
    }
    Path resources = root.resolve("lib/resources");
    for (Path file : files(resources, "")) {
      zip.add("tarn/" + name(resources, file), Files.readAllBytes(file));
    }
    if (function == LambdaFunction.TRANSFORM) {
      ownRules.forEach(zip::add);
    }
    if (function == LambdaFunction.AGGREGATE) {
      Path sql = root.resolve("sql");
      for (Path file : files(sql, ".sql")) {
        zip.add("sql/" + name(sql, file), Files.readAllBytes(file));
      }
    }
    for (Path jar : jars().filter(jar -> function.takes(jar.toString())).sorted().toList()) {
      zip.add("lib/" + jar.getFileName(), jar.getFileName().toString().startsWith("duckdb_jdbc")
          ? StableZip.strip(jar, architecture::leavesOut) : Files.readAllBytes(jar));
    }
    return zip;
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace(File.separatorChar, '/');
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
