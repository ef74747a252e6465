package tarn.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on a terminal, nothing elsewhere. */
public final class Progress implements AutoCloseable {
  private final ProgressBar bar;

  public Progress(String task, long total, boolean quiet) {
    boolean terminal = System.console() != null && System.getenv("TERM") != null;
    bar = quiet || !terminal ? null : new ProgressBarBuilder().setTaskName(task).setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII).clearDisplayOnFinish().build();
  }

  public void step(long amount) {
    if (bar != null) {
      bar.stepBy(amount);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
