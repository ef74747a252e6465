package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The {@code ./jbang} of the project, with other programs on its PATH. */
class BootstrapTest {
  private static final String LAUNCHER = "jbang-cli-0.132.1-all.jar";
  private static final String SHOW_ARGUMENTS = "for a in \"$@\"; do printf '<%s>' \"$a\"; done; cat; exit 7";
  private static final String FETCH = "for a in \"$@\"; do case $a in -DoutputDirectory=*)"
      + " echo launcher > \"${a#*=}/" + LAUNCHER + "\";; esac; done";
  private static final String NAMES = "jbang: the commands are query, status; ./jbang NAME --help tells about each.";
  private static final String FETCHES = "jbang: getting JBang 0.132.1 from Maven Central\n";

  @TempDir
  Path folder;

  private Path project;
  private Path programs;

  @BeforeEach
  void copyTheBootstrap() throws Exception {
    project = Files.createDirectory(folder.resolve("a project"));
    programs = Files.createDirectory(folder.resolve("programs"));
    for (String name : List.of("infra", "lib", "notebooks", "scripts", "sql")) {
      Files.createDirectory(project.resolve(name));
    }
    Files.createFile(project.resolve("scripts/query.java"));
    Files.createFile(project.resolve("scripts/status.java"));
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    String checksum = HexFormat.of().formatHex(sha256.digest("launcher\n".getBytes(StandardCharsets.UTF_8)));
    String script = Files.readString(Repository.root().resolve("jbang"));
    executable(project.resolve("jbang"), script.replaceFirst("(?m)^sha256=[0-9a-f]{64}$", "sha256=" + checksum));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  private void program(String name, String script) throws IOException {
    executable(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
  }

  private void jbang(String version, String otherwise) throws IOException {
    program("jbang", "if [ \"$*\" = --version ]; then echo asked >> '" + folder + "/probes'; echo " + version
        + "; exit; fi\n" + otherwise);
  }

  /** A JDK whose java plays the launcher. */
  private void java(String release, String launcher) throws IOException {
    program("java", "if [ \"$*\" = -version ]; then echo 'openjdk version \"" + release + "\"' >&2; exit; fi\n"
        + launcher);
    program("javac", "");
  }

  private void launcherIsThere() throws IOException {
    Files.createFile(Files.createDirectory(project.resolve(".jbang-launcher")).resolve(LAUNCHER));
  }

  /** Makes the launcher answer with a command that runs {@code script} on a class path of one file. */
  private Path launcherAnswers(String script) throws IOException {
    launcherIsThere();
    program("script-runner", "shift 2\n" + script);
    Path classPath = Files.createFile(folder.resolve("built.jar"));
    java("17.0.1", "echo asked >> '" + folder + "/asked'; echo \"'" + programs + "/script-runner' -classpath "
        + classPath + "\"; exit 255");
    return classPath;
  }

  private long timesAsked() throws IOException {
    return Files.readAllLines(folder.resolve("asked")).size();
  }

  private Process start(Path bootstrap, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(bootstrap.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
        .redirectInput(Files.writeString(folder.resolve("stdin"), "input").toFile());
    builder.environment().put("PATH", project + ":" + programs + ":/usr/bin:/bin");
    builder.environment().keySet().removeIf(name -> name.equals("JAVA_HOME") || name.startsWith("JBANG_"));
    return builder.start();
  }

  /** Exit code, then everything that was printed. */
  private static String end(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output.strip();
  }

  private String run(String... arguments) throws Exception {
    return end(start(project.resolve("jbang"), arguments));
  }

  @Test
  void anInstalledJbangThatIsNewEnoughDoesTheWork() throws Exception {
    jbang("0.140.0", SHOW_ARGUMENTS);
    assertEquals("7 <" + project + "/scripts/query.java><it's \"odd\" *><>input", run("query", "it's \"odd\" *", ""));
    assertEquals("7 <jdk><list>input", run("jdk", "list"));
    assertEquals(1, Files.readAllLines(folder.resolve("probes")).size());
  }

  @Test
  void anInstalledJbangThatIsTooOldDoesNot() throws Exception {
    jbang("0.99.2", SHOW_ARGUMENTS);
    java("17.0.1", "echo from-launcher; exit 3");
    program("mvn", FETCH);
    assertEquals("3 " + FETCHES + "from-launcher", run("query"));
  }

  @Test
  void aWrapperAroundTheBootstrapIsNoInstalledJbang() throws Exception {
    program("jbang", "exec '" + project + "/jbang' \"$@\"");
    java("17.0.1", "echo from-launcher; exit 3");
    program("mvn", FETCH);
    assertEquals("3 " + FETCHES + "from-launcher", run("query"));
  }

  @Test
  void argumentsInputAndExitCodeAreThoseOfTheScript() throws Exception {
    launcherAnswers(SHOW_ARGUMENTS);
    String[] odd = {
        "a b", "it's \"odd\"", "*", "$HOME", "`date`", "\\", "two\nlines\n", "", "@file", "-x", "; exit 1", "äß"};
    Files.writeString(folder.resolve("file"), "expanded");
    String expected = "7 <" + String.join("><", odd) + ">input";
    List<String> arguments = new ArrayList<>(List.of("query"));
    arguments.addAll(List.of(odd));
    assertEquals(expected, run(arguments.toArray(String[]::new)));
    assertEquals(expected, run(arguments.toArray(String[]::new)), "from the answer that was kept");
    assertEquals(1, timesAsked());
  }

  @Test
  void theBootstrapWorksThroughALinkAndByTheNameOfTheFile() throws Exception {
    launcherAnswers(SHOW_ARGUMENTS);
    Path link = Files.createSymbolicLink(folder.resolve("link"), project.resolve("jbang"));
    assertEquals("7 <x>input", end(start(link, "query.java", "x")));
  }

  @Test
  void theAnswerIsKeptUntilSomethingChanges() throws Exception {
    Path classPath = launcherAnswers("exit 0");
    run("query");
    run("query");
    assertEquals(1, timesAsked());
    Path source = Files.createFile(project.resolve("lib/New.java"));
    Files.setLastModifiedTime(source, java.nio.file.attribute.FileTime.fromMillis(0));
    run("query");
    assertEquals(2, timesAsked(), "a source with an old date came in");
    Files.delete(source);
    run("query");
    assertEquals(3, timesAsked(), "a source went away");
    Files.delete(classPath);
    run("query");
    assertEquals(4, timesAsked(), "the built jar went away");
    Files.createFile(classPath);
    run("query");
    assertEquals(4, timesAsked());
    program("script-runner", "exit 0");
    executable(project.resolve("jbang"), Files.readString(project.resolve("jbang")) + "\n");
    run("query");
    assertEquals(5, timesAsked(), "the bootstrap changed");
    run("status");
    assertEquals(6, timesAsked(), "another script");
  }

  @Test
  void allSourcesLieWhereChangesAreLookedFor() throws IOException {
    String script = Files.readString(Repository.root().resolve("jbang"));
    Pattern directive = Pattern.compile("(?m)^//(?:SOURCES|FILES|DEPS) (?:\\S+=)?([^\\s:]*[./][^\\s:]*)$");
    List<Path> elsewhere = new ArrayList<>();
    int found = 0;
    for (String room : List.of("lib", "scripts")) {
      try (Stream<Path> files = Files.list(Repository.root().resolve(room))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          var directives = directive.matcher(Files.readString(file));
          while (directives.find()) {
            found++;
            Path source = Repository.root().relativize(file.resolveSibling(directives.group(1)).normalize());
            if (!script.contains("\"$here/" + source.getName(0) + "\"")) {
              elsewhere.add(source);
            }
          }
        }
      }
    }
    assertTrue(found > 20, "only " + found + " directives found");
    assertEquals(List.of(), elsewhere);
  }

  @Test
  void whatIsNoCommandOfOursGoesToJbangAsItIs() throws Exception {
    launcherIsThere();
    java("17.0.1", "shift 5; for a in \"$@\"; do printf '<%s>' \"$a\"; done; exit 0");
    assertEquals("0 <run><--jfr><scripts/query.java><@x>", run("run", "--jfr", "scripts/query.java", "@x"));
  }

  @Test
  void anUnknownWordIsAnsweredWithTheCommandsThatThereAre() throws Exception {
    launcherIsThere();
    java("17.0.1", "echo 'no such thing' >&2; exit 2");
    assertEquals("2 no such thing\n" + NAMES, run("qeury", "--lake", "lake"));
    assertEquals("2 no such thing", run("./no/file.java"));
    assertEquals("2 " + NAMES, run());
    // A command of JBang knows --help, even where it fails.
    java("17.0.1", "case $* in *--help) exit 0;; esac; echo 'no such JDK' >&2; exit 2");
    assertEquals("2 no such JDK", run("jdk", "default", "99"));
  }

  @Test
  void aMissingOrUnfitJavaIsSaidInOneSentence() throws Exception {
    java("11.0.2", "exit 9");
    String next = ": install a JDK, 17 or newer, or set JAVA_HOME to the folder of one";
    assertEquals("1 jbang: " + programs + "/java is Java 11" + next, run("query"));
    java("21", "exit 9");
    Files.delete(programs.resolve("javac"));
    assertEquals("1 jbang: " + programs + "/java comes without the compiler javac" + next, run("query"));
  }

  @Test
  void theLauncherComesFromMavenOnce() throws Exception {
    java("17.0.1", "echo started; exit 0");
    program("mvn", FETCH);
    assertEquals("0 " + FETCHES + "started", run("query"));
    program("mvn", "exit 9");
    assertEquals("0 started", run("query"));
    assertEquals("0 started", run("jdk"));
  }

  @Test
  void aLauncherThatIsNotThePinnedOneIsRefusedAndNotKept() throws Exception {
    java("17.0.1", "echo started; exit 0");
    program("mvn", FETCH.replace("echo launcher", "echo other"));
    String refused = run("query");
    assertTrue(refused.matches("(?s)1 .*the launcher that Maven got has the SHA-256 \\w{64} and not \\w{64}: .*"),
        refused);
    program("mvn", "exit 1");
    assertEquals("1 " + FETCHES + "jbang: Maven could not get dev.jbang:jbang-cli:0.132.1; look at its words above",
        run("query"));
    try (Stream<Path> left = Files.list(project.resolve(".jbang-launcher"))) {
      assertEquals(List.of(), left.toList());
    }
    program("mvn", FETCH);
    assertEquals("0 " + FETCHES + "started", run("query"));
  }

  @Test
  void ofTwoFirstRunsAtOnceOneFetchesAndBuildsAfterTheOther() throws Exception {
    Path gate = folder.resolve("gate");
    assertEquals(0, new ProcessBuilder("mkfifo", gate.toString()).start().waitFor());
    program("mvn", "echo fetching >&2; cat '" + gate + "'; " + FETCH);
    String building = "'" + folder + "/building'";
    java("17.0.1", "mkdir " + building + " || exit 9; cat > /dev/null; rmdir " + building + "; echo built");
    Process first = start(project.resolve("jbang"), "query");
    BufferedReader said = first.inputReader();
    assertEquals("jbang: getting JBang 0.132.1 from Maven Central", said.readLine());
    assertEquals("fetching", said.readLine());
    Process second = start(project.resolve("jbang"), "query");
    Files.writeString(gate, "go");
    assertEquals("gobuilt", String.join("", said.lines().toList()));
    assertEquals(0, first.waitFor());
    assertEquals("0 built", end(second));
  }

  @Test
  void aLockWhoseOwnerDiedIsTakenOver() throws Exception {
    launcherAnswers("exit 5");
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createSymbolicLink(project.resolve(".jbang-launcher/lock"), Path.of(Long.toString(dead.pid())));
    assertEquals("5", run("query").strip());
    assertFalse(Files.exists(project.resolve(".jbang-launcher/lock"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void ctrlCEndsTheJvmOfTheScriptWith130() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    launcherAnswers("exec '" + java + "' -XX:-UsePerfData -cp '" + System.getProperty("java.class.path") + "' '"
        + Waiting.class.getName() + "'");
    // Test runs that were started in the background ignore SIGINT, and so would the JVM.
    executable(folder.resolve("job"), "#!/usr/bin/env -S --default-signal=INT bash\nset -m\n'" + project
        + "/jbang' query & echo $!\nwait $!\necho \"exit $?\"");
    BufferedReader output = start(folder.resolve("job")).inputReader();
    String group = output.readLine();
    assertEquals("ready " + group, output.readLine(), "the JVM has the place of the shell");
    assertEquals(0, new ProcessBuilder("kill", "-INT", "--", "-" + group).start().waitFor());
    assertEquals("exit 130", output.readLine());
  }

  /** A script that runs until it is stopped. */
  public static final class Waiting {
    private Waiting() {}

    public static void main(String... arguments) throws InterruptedException {
      System.out.println("ready " + ProcessHandle.current().pid());
      Thread.currentThread().join();
    }
  }
}
