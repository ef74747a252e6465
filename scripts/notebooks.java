///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION Opens Jupyter on a lake, with notebooks in Java.
//SOURCES ../lib/Workbench.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tarn.cli.ExitCode;
import tarn.cli.LakeOption;
import tarn.cli.TarnCommand;
import tarn.workbench.jupyter.JupyterInstallation;
import tarn.workbench.jupyter.KernelSpec;
import tarn.workbench.jupyter.NotebookFolder;
import tarn.workbench.jupyter.WorkbenchFolder;

@Command(name = "notebooks", description = "Opens JupyterLab with Tarn's notebooks and a Java kernel that has the lake at hand.",
    footer = {"", "Takes the JupyterLab on the path, or installs one into a virtual environment. It runs until Ctrl-C.", "", "Examples:",
        "  ./jbang notebooks --lake lake",
        "  ./jbang notebooks --lake lake --folder analyses --port 9000",
        "  ./jbang notebooks --lake lake --no-open -- --ServerApp.ip=0.0.0.0"})
public class notebooks extends TarnCommand {
  private static final int MOST_PORT = 65_535;

  @Mixin
  LakeOption lake;

  @Spec
  CommandSpec spec;

  @Option(names = "--folder", defaultValue = "workbench",
      description = "Where you work on notebooks (default: ${DEFAULT-VALUE}). Those of Tarn that are missing there are put"
          + " there; none is ever replaced.")
  Path folder;

  @Option(names = "--venv", paramLabel = "FOLDER",
      description = "The virtual environment for the kernel, and for JupyterLab where none is on the path (default: .venv of the"
          + " project, or a folder of the user's where that cannot be written).")
  Path environment;

  @Option(names = "--port", defaultValue = "8888",
      description = "Port of JupyterLab (default: ${DEFAULT-VALUE}; the next free one where it is taken).")
  int port;

  @Option(names = "--no-open", description = "Open no browser; the address is printed.")
  boolean noOpen;

  @Option(names = "--install-only", description = "Install what is missing and the kernel, and start nothing.")
  boolean installOnly;

  @Parameters(arity = "0..*", paramLabel = "OPTION", description = "Behind --: options for jupyter lab.")
  List<String> options = List.of();

  @Override
  public Integer call() throws Exception {
    if (port < 1 || port > MOST_PORT) {
      throw new ParameterException(spec.commandLine(), "a port is a number from 1 to 65535");
    }
    String name = lake.open().toString();
    Path venv = environment != null ? environment.toAbsolutePath() : WorkbenchFolder.environment(System.getenv("XDG_DATA_HOME"));
    JupyterInstallation jupyter = JupyterInstallation.findOrInstall(venv, JupyterInstallation.path(System.getenv("PATH")),
        sentence -> say("%s", sentence));
    Path kernels = KernelSpec.install(venv.resolve("share/tarn"), jupyter.kernel(), name, lake.environment());
    say("The kernel \"Tarn (Java)\" for %s is in %s.", name, kernels);
    List<String> copied = NotebookFolder.fill(folder);
    say(copied.isEmpty() ? "Your notebooks are in %s." : "Your notebooks are in %s; %d of Tarn's were put there.",
        folder.toAbsolutePath().normalize(), copied.size());
    if (installOnly) {
      say("To use them without this command: JUPYTER_PATH='%s' '%s' lab '%s'", kernels, jupyter.jupyter(), folder);
      return ExitCode.DONE;
    }
    return start(jupyter, kernels);
  }

  private int start(JupyterInstallation jupyter, Path kernels) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(jupyter.jupyter().toString(), "lab", "--ServerApp.root_dir="
        + Files.createDirectories(folder).toRealPath(), "--port=" + port));
    if (noOpen) {
      command.add("--no-browser");
    }
    command.addAll(options);
    ProcessBuilder lab = new ProcessBuilder(command).inheritIO();
    lab.environment().merge("JUPYTER_PATH", kernels.toString(), (given, own) -> own + java.io.File.pathSeparator + given);
    Process process = lab.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop"));
    return process.waitFor() == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  public static void main(String... arguments) {
    main(new notebooks(), arguments);
  }
}
