package tarn.enrich;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/**
 * The default channel group of a page view, in the order of the rules of Google Analytics 4, with {@code AI Assistants}
 * before {@code Organic Search}. A click id in the page's URL means that the click was paid for.
 */
public final class ChannelGrouping {
  /** Where nothing sent the visitor. */
  public static final String DIRECT = "Direct";
  /** Where no rule fits, or nothing is known. */
  public static final String UNASSIGNED = "Unassigned";

  private static final Pattern PAID = Pattern.compile("(.*cp.*|ppc|retargeting|paid.*)");
  private static final Pattern SHOPPING_CAMPAIGN = Pattern.compile("(.*[^a-df-z])?shop.*|.*shopping.*");
  private static final Pattern CLICK_ID =
      Pattern.compile("(?:^|&)(gclid|gbraid|wbraid|dclid|msclkid|fbclid|ttclid|twclid|li_fat_id)=", Pattern.CASE_INSENSITIVE);

  /** Host suffix to medium. */
  private final Map<String, String> mediumByHost = new HashMap<>();
  /** Source name, as campaigns write it, to medium. */
  private final Map<String, String> mediumBySource = new HashMap<>();

  private ChannelGrouping() {}

  public static ChannelGrouping load() {
    ChannelGrouping grouping = new ChannelGrouping();
    for (CSVRecord row : CsvResource.rows("referrers.csv")) {
      grouping.mediumByHost.put(row.get("host"), row.get("medium"));
      grouping.mediumBySource.putIfAbsent(row.get("source").toLowerCase(Locale.ROOT), row.get("medium"));
    }
    return grouping;
  }

  /**
   * @param pageQuery the query string of the page's URL; null for none
   * @return the channel; null for an internal page view
   */
  public String channel(Referrer referrer, Utm utm, String pageQuery) {
    if (referrer.kind() == Referrer.Kind.INTERNAL) {
      return null;
    }
    String source = lower(utm.source());
    String medium = lower(utm.medium());
    String campaign = lower(utm.campaign());
    boolean clickId = pageQuery != null && CLICK_ID.matcher(pageQuery).find();
    boolean tagged = source != null || medium != null || campaign != null || clickId;
    if (!tagged && referrer.kind() != Referrer.Kind.EXTERNAL) {
      return referrer.kind() == Referrer.Kind.ABSENT ? DIRECT : UNASSIGNED;
    }
    String site = site(source, referrer.domainName());
    boolean shopping = "shopping".equals(site) || campaign != null && SHOPPING_CAMPAIGN.matcher(campaign).matches();
    if (medium != null && PAID.matcher(medium).matches() || clickId && medium == null) {
      return paid(site, shopping);
    }
    if (isOneOf(medium, "display", "banner", "expandable", "interstitial", "cpm")) {
      return "Display";
    }
    return unpaid(site, shopping, source, medium, referrer);
  }

  private static String paid(String site, boolean shopping) {
    if (shopping) {
      return "Paid Shopping";
    }
    return switch (site) {
      case "search" -> "Paid Search";
      case "social" -> "Paid Social";
      case "video" -> "Paid Video";
      default -> "Paid Other";
    };
  }

  private static String unpaid(String site, boolean shopping, String source, String medium, Referrer referrer) {
    if (shopping) {
      return "Organic Shopping";
    }
    if ("social".equals(site)
        || isOneOf(medium, "social", "social-network", "social-media", "sm", "social network", "social media")) {
      return "Organic Social";
    }
    if ("video".equals(site) || medium != null && medium.contains("video")) {
      return "Organic Video";
    }
    if ("assistant".equals(site)) {
      return "AI Assistants";
    }
    if ("search".equals(site) || "organic".equals(medium)) {
      return "Organic Search";
    }
    if ("email".equals(site) || isEmail(source) || isEmail(medium)) {
      return "Email";
    }
    if ("affiliate".equals(medium)) {
      return "Affiliates";
    }
    if (referrer.kind() == Referrer.Kind.EXTERNAL && medium == null
        || isOneOf(medium, "referral", "app", "link")) {
      return "Referral";
    }
    if ("audio".equals(medium)) {
      return "Audio";
    }
    if ("sms".equals(source) || "sms".equals(medium)) {
      return "SMS";
    }
    if ("firebase".equals(source) || medium != null && (medium.endsWith("push") || medium.contains("mobile") || medium.contains("notification"))) {
      return "Mobile Push Notifications";
    }
    return UNASSIGNED;
  }

  /** The medium of the sending site; an empty text where it is not in the table. */
  private String site(String source, String referrerHost) {
    if (source != null) {
      String medium = mediumBySource.get(source);
      return medium != null ? medium : mediumOfHost(source);
    }
    return mediumOfHost(referrerHost);
  }

  /** Longest suffix at a dot first, so that {@code microsoft.com} is not {@code t.co}. */
  private String mediumOfHost(String host) {
    String suffix = host == null || Referrer.NONE.equals(host) ? "" : host;
    while (!suffix.isEmpty()) {
      String medium = mediumByHost.get(suffix);
      if (medium != null) {
        return medium;
      }
      int dot = suffix.indexOf('.');
      suffix = dot < 0 ? "" : suffix.substring(dot + 1);
    }
    return "";
  }

  private static boolean isEmail(String text) {
    return isOneOf(text, "email", "e-mail", "e_mail", "e mail", "newsletter");
  }

  private static boolean isOneOf(String text, String... values) {
    for (String value : values) {
      if (value.equals(text)) {
        return true;
      }
    }
    return false;
  }

  private static String lower(String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }
}
