package tarn.log;

/** The reasons for which a line is malformed: a small fixed set, since failures are counted by reason. */
final class Reason {
  static final String WRONG_NUMBER_OF_FIELDS = "wrong number of fields";
  static final String TIMESTAMP_IS_NO_NUMBER = "timestamp is no number";
  static final String TIMESTAMP_OUT_OF_RANGE = "timestamp out of range";
  static final String DATE_OR_TIME_UNREADABLE = "date or time unreadable";
  static final String STATUS_IS_NO_NUMBER = "status is no number";
  static final String NO_FIELDS_HEADER = "no #Fields header";
  static final String FIELDS_HEADER_INCOMPLETE = "#Fields header incomplete";
  static final String NOT_IN_COMBINED_FORMAT = "not in combined format";

  private Reason() {}
}
