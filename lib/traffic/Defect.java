package tarn.traffic;

/** What can be wrong with a line, so that nothing can be made of it. */
enum Defect {
  TRUNCATED, ELEVEN_FIELDS, UNREADABLE_TIMESTAMP, UNKNOWN_TYPE, NO_HOST;

  private static final int FIELDS_KEPT_AT_MOST = 10;

  String applyTo(String line, String host, Dice dice) {
    return switch (this) {
      case TRUNCATED -> line.substring(0, (int) dice.between(tab(line, 1) + 1, tab(line, FIELDS_KEPT_AT_MOST)));
      case ELEVEN_FIELDS -> line.substring(0, tab(line, 11));
      case UNREADABLE_TIMESTAMP -> "NaN" + line.substring(line.indexOf('\t'));
      case UNKNOWN_TYPE -> line.replace("t=pv&ts=", "t=xx&ts=").replace("t=tr&ts=", "t=xx&ts=");
      case NO_HOST -> line.replace("&hn=" + host, "");
    };
  }

  private static int tab(String line, int number) {
    int position = -1;
    for (int i = 0; i < number; i++) {
      position = line.indexOf('\t', position + 1);
    }
    return position;
  }
}
