package tarn.enrich;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a site that sends visitors is to them. */
public enum SiteKind {
  SEARCH("organic"),
  SOCIAL("social"),
  VIDEO("referral"),
  SHOPPING("referral"),
  ASSISTANT("ai-assistant"),
  EMAIL("email"),
  /** A site that only links, and any that is not known. */
  REFERRAL("referral");

  private final String medium;

  SiteKind(String medium) {
    this.medium = medium;
  }

  /** The medium of a visit whose link is not tagged, in the words of Google Analytics 4. */
  String medium() {
    return medium;
  }

  /** The kind that a table names; null where there is none of that name. */
  static SiteKind ofName(String name) {
    return Arrays.stream(values()).filter(kind -> kind.tableName().equals(name)).findFirst().orElse(null);
  }

  static List<String> names() {
    return Arrays.stream(values()).map(SiteKind::tableName).toList();
  }

  private String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
