package tarn.traffic;

import java.util.List;

/** One visitor's way through one site. */
interface Walk {
  /** The next page; null when the visitor leaves. */
  Page next();

  /** What happens on the page that {@link #next} gave last. */
  List<Deed> deeds();

  /** How long half of all page views last at most. */
  double medianSeconds();
}
