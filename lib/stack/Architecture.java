package tarn.stack;

import tarn.lake.LakeException;

/** The processors Lambda offers, as the template spells them. */
public enum Architecture {
  ARM64("arm64", "linux_arm64"),
  X86_64("x86_64", "linux_amd64");

  private final String templateName;
  private final String duckPlatform;

  Architecture(String templateName, String duckPlatform) {
    this.templateName = templateName;
    this.duckPlatform = duckPlatform;
  }

  static Architecture of(String templateName) {
    for (Architecture architecture : values()) {
      if (architecture.templateName.equals(templateName)) {
        return architecture;
      }
    }
    throw new LakeException("'" + templateName + "' is no architecture of Lambda: give arm64 or x86_64");
  }

  /** The value of the template's parameter. */
  public String templateName() {
    return templateName;
  }

  /** Whether a library in DuckDB's jar is of another platform. */
  boolean leavesOut(String entry) {
    return entry.startsWith("libduckdb_java.so_") && !entry.endsWith("_" + duckPlatform);
  }

  @Override
  public String toString() {
    return templateName;
  }
}
