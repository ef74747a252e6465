package tarn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code ./jbang} of the project, with other programs on its PATH. */
class BootstrapTest {
  private static final String SHOW_ARGUMENTS = "for a in \"$@\"; do printf '<%s>' \"$a\"; done; cat; exit 7";

  @TempDir
  Path folder;

  private Path project;
  private Path programs;

  @BeforeEach
  void copyTheBootstrap() throws IOException {
    project = Files.createDirectory(folder.resolve("a project"));
    programs = Files.createDirectory(folder.resolve("programs"));
    Files.copy(Repository.root().resolve("jbang"), project.resolve("jbang"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
    file.toFile().setExecutable(true);
  }

  private void jbang(String version, String otherwise) throws IOException {
    program("jbang", "if [ \"$*\" = --version ]; then echo " + version + "; exit; fi\n" + otherwise);
  }

  private void java(String release, String otherwise) throws IOException {
    program("java", "if [ \"$*\" = -version ]; then echo 'openjdk version \"" + release + "\"' >&2; exit; fi\n" + otherwise);
  }

  private void launcherIsThere() throws IOException {
    Files.createFile(Files.createDirectory(project.resolve(".jbang-launcher")).resolve("jbang-cli-0.132.1-all.jar"));
  }

  /** Exit code, then everything that was printed. */
  private String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(project.resolve("jbang").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", project + ":" + programs + ":/usr/bin:/bin");
    builder.environment().remove("JAVA_HOME");
    Process process = builder.start();
    process.getOutputStream().write("input".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output.strip();
  }

  @Test
  void anInstalledJbangThatIsNewEnoughDoesTheWork() throws Exception {
    jbang("0.140.0", SHOW_ARGUMENTS);
    assertEquals("7 <query><it's \"odd\" *><>input", run("query", "it's \"odd\" *", ""));
  }

  @Test
  void anInstalledJbangThatIsTooOldDoesNot() throws Exception {
    jbang("0.99.2", SHOW_ARGUMENTS);
    java("17.0.1", "echo from-launcher; exit 3");
    launcherIsThere();
    assertEquals("3 from-launcher", run("query"));
  }

  @Test
  void theCommandThatTheLauncherPrintsIsRunInItsPlace() throws Exception {
    java("25", "echo \"sh -c 'cat; exit 5'\"; exit 255");
    launcherIsThere();
    assertEquals("5 input", run("query"));
  }

  @Test
  void javaThatIsTooOldIsSaidInOneSentence() throws Exception {
    java("11.0.2", "exit 9");
    assertEquals("1 jbang: Java 11 is too old: install a JDK, 17 or newer", run("query"));
  }

  @Test
  void theLauncherComesFromMavenOnce() throws Exception {
    java("17.0.1", "echo started; exit 0");
    program("mvn", "for a in \"$@\"; do case $a in -DoutputDirectory=*) : > \"${a#*=}/jbang-cli-0.132.1-all.jar\";; esac; done");
    assertEquals("0 jbang: getting JBang 0.132.1 from Maven Central\nstarted", run("query"));
    program("mvn", "exit 9");
    assertEquals("0 started", run("query"));
  }
}
