package tarn.lake;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a user's own files of a program belong on this kind of machine. */
final class UserFolders {
  private UserFolders() {}

  /** For what can be fetched again. */
  static Path cache(Map<String, String> environment) {
    return folder(environment, "XDG_CACHE_HOME", ".cache", "Library/Caches");
  }

  /** For what is to be kept. */
  static Path state(Map<String, String> environment) {
    return folder(environment, "XDG_STATE_HOME", ".local/state", "Library/Application Support");
  }

  private static Path folder(Map<String, String> environment, String variable, String linux, String mac) {
    String given = environment.get(variable);
    if (given != null && Path.of(given).isAbsolute()) {
      return Path.of(given, "tarn");
    }
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows") && environment.get("LOCALAPPDATA") != null) {
      return Path.of(environment.get("LOCALAPPDATA"), "tarn");
    }
    return Path.of(System.getProperty("user.home"), system.startsWith("mac") ? mac : linux, "tarn");
  }
}
