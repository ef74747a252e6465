package tarn.bench;

import java.lang.management.ManagementFactory;

/** What this process has cost all processors together: it tells of a machine that others use too. */
final class ProcessorTime {
  private ProcessorTime() {}

  static long nanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }
}
