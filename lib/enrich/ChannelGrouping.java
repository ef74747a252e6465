package tarn.enrich;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The default channel group of a page view, by the rules of Google Analytics 4 in their order, with
 * {@code AI Assistants} before {@code Organic Search}. {@code docs/channels.md} tells them and has the cases that a test
 * reads.
 */
public final class ChannelGrouping {
  /** Where nothing sent the visitor. */
  public static final String DIRECT = "Direct";
  /** Where no rule fits, or nothing is known. */
  public static final String UNASSIGNED = "Unassigned";

  private static final Pattern PAID = Pattern.compile(".*cp.*|ppc|retargeting|paid.*", Pattern.DOTALL);
  private static final Pattern SHOPPING_CAMPAIGN = Pattern.compile(".*(([^a-df-z]|^)shop|shopping).*", Pattern.DOTALL);
  private static final Set<String> DISPLAY = Set.of("display", "banner", "expandable", "interstitial", "cpm");
  private static final Set<String> SOCIAL =
      Set.of("social", "social-network", "social-media", "sm", "social network", "social media");
  private static final Set<String> REFERRAL = Set.of("referral", "app", "link");
  private static final Set<String> EMAIL = Set.of("email", "e-mail", "e_mail", "e mail");
  private static final Set<String> NO_MEDIUM = Set.of("", "(none)", "(not set)");

  private final ReferrerTable sites;

  public ChannelGrouping(ReferrerTable sites) {
    this.sites = sites;
  }

  /**
   * @param pageQuery the query string of the page's URL; null for none
   * @return the channel; null for an internal page view
   */
  public String channel(Referrer referrer, Utm utm, String pageQuery) {
    if (referrer.kind() == Referrer.Kind.INTERNAL) {
      return null;
    }
    ClickId click = ClickId.in(pageQuery);
    String campaign = lower(utm.campaign());
    if (click == null && utm.source() == null && utm.medium() == null && campaign.isEmpty()) {
      return ofUntagged(referrer);
    }
    boolean external = referrer.kind() == Referrer.Kind.EXTERNAL;
    boolean sourceTold = utm.source() != null || click != null;
    String source = utm.source() != null ? lower(utm.source()) : click != null ? lower(click.source()) : "";
    SiteKind site = sourceTold ? sites.ofSource(source)
        : external ? sites.ofHost(referrer.domainName()) : SiteKind.REFERRAL;
    String medium = utm.medium() != null ? lower(utm.medium())
        : click != null ? click.medium() : !sourceTold && external ? site.medium() : "";
    return group(source, medium, campaign, site);
  }

  private String ofUntagged(Referrer referrer) {
    return switch (referrer.kind()) {
      case ABSENT -> DIRECT;
      case EXTERNAL -> {
        SiteKind site = sites.ofHost(referrer.domainName());
        yield group(referrer.domainName(), site.medium(), "", site);
      }
      case UNKNOWN, INTERNAL -> UNASSIGNED;
    };
  }

  /** The rules, the first that fits; all texts in lower case, empty where absent. */
  private static String group(String source, String medium, String campaign, SiteKind site) {
    boolean paid = PAID.matcher(medium).matches();
    boolean shopping = site == SiteKind.SHOPPING || SHOPPING_CAMPAIGN.matcher(campaign).matches();
    if (source.equals("(direct)") && NO_MEDIUM.contains(medium)) {
      return DIRECT;
    }
    if (campaign.contains("cross-network")) {
      return "Cross-network";
    }
    if (paid && shopping) {
      return "Paid Shopping";
    }
    if (paid && site == SiteKind.SEARCH) {
      return "Paid Search";
    }
    if (paid && site == SiteKind.SOCIAL) {
      return "Paid Social";
    }
    if (paid && site == SiteKind.VIDEO) {
      return "Paid Video";
    }
    if (DISPLAY.contains(medium)) {
      return "Display";
    }
    if (paid) {
      return "Paid Other";
    }
    if (shopping) {
      return "Organic Shopping";
    }
    if (site == SiteKind.SOCIAL || SOCIAL.contains(medium)) {
      return "Organic Social";
    }
    if (site == SiteKind.VIDEO || medium.contains("video")) {
      return "Organic Video";
    }
    if (site == SiteKind.ASSISTANT || medium.equals("ai-assistant")) {
      return "AI Assistants";
    }
    if (site == SiteKind.SEARCH || medium.equals("organic")) {
      return "Organic Search";
    }
    return ofOtherMedium(source, medium, site);
  }

  private static String ofOtherMedium(String source, String medium, SiteKind site) {
    if (REFERRAL.contains(medium)) {
      return "Referral";
    }
    if (site == SiteKind.EMAIL || EMAIL.contains(source) || EMAIL.contains(medium)) {
      return "Email";
    }
    if (medium.equals("affiliate")) {
      return "Affiliates";
    }
    if (medium.equals("audio")) {
      return "Audio";
    }
    if (source.equals("sms") || medium.equals("sms")) {
      return "SMS";
    }
    if (medium.endsWith("push") || medium.contains("mobile") || medium.contains("notification") || source.equals("firebase")) {
      return "Mobile Push Notifications";
    }
    return UNASSIGNED;
  }

  private static String lower(String text) {
    return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
  }
}
