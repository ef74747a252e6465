package tarn.aggregate;

import tarn.lake.CleanedPartitions.DomainDay;
import tarn.lake.LakeException;

/** A day for which one of the assertions does not hold. */
final class BrokenAssertion extends LakeException {
  private final String name;

  /** @param row the first that breaks it, for people; it holds values of hits */
  BrokenAssertion(String name, DomainDay day, String row) {
    super("the assertion " + name + " does not hold for " + day.domain() + " on " + day.date() + ", first row " + row
        + ": the partition was left as it was; look at these rows with query");
    this.name = name;
  }

  String name() {
    return name;
  }
}
