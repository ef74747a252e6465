package tarn.lake;

import java.nio.file.Path;
import java.util.Locale;

/** Where a user's own files of a program belong on this kind of machine. */
final class UserFolders {
  private UserFolders() {}

  /** For what can be fetched again. */
  static Path cache() {
    return folder(System.getenv("XDG_CACHE_HOME"), ".cache", "Library/Caches");
  }

  /** For what is to be kept. */
  static Path state() {
    return folder(System.getenv("XDG_STATE_HOME"), ".local/state", "Library/Application Support");
  }

  private static Path folder(String given, String linux, String mac) {
    if (given != null && Path.of(given).isAbsolute()) {
      return Path.of(given, "tarn");
    }
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String windows = System.getenv("LOCALAPPDATA");
    if (system.startsWith("windows") && windows != null) {
      return Path.of(windows, "tarn");
    }
    return Path.of(System.getProperty("user.home"), system.startsWith("mac") ? mac : linux, "tarn");
  }
}
