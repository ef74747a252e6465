package tarn.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import tarn.lake.LakeException;

/** What deploy knows without asking AWS. */
class StackRulesTest {
  @Test
  void theNamesFollowFromStackAccountAndRegion() {
    StackName name = StackName.of("my-stats", "123456789012", "eu-central-1");
    assertEquals("my-stats-123456789012-eu-central-1-curated", name.curated());
    assertEquals("my_stats", name.database());
  }

  @ParameterizedTest
  @CsvSource({"Tarn,", "1tarn,", "tarn-,", "tarn_x,", "a-stack-of-26-characters-x,", "tarn,Prefix", "tarn,-x", "tarn,x.y"})
  void namesThatAwsWouldNotTakeAreRefused(String stack, String prefix) {
    assertThrows(LakeException.class,
        () -> { var unused = prefix == null ? StackName.of(stack, "123456789012", "ap-southeast-1") : new StackName(stack, prefix); });
  }

  /** A version is published for new code, another template or another setting, and for nothing else. */
  @Test
  void theReleaseChangesWithAnythingThatMatters() {
    Map<String, String> settings = Map.of("Domains", "example.com", "TransformCodeSha256", "a");
    String release = Deployment.release("template", settings);
    assertEquals(release, Deployment.release("template", Map.of("Domains", "example.com", "TransformCodeSha256", "a", "Release", "x")));
    assertNotEquals(release, Deployment.release("template ", settings));
    assertNotEquals(release, Deployment.release("template", Map.of("Domains", "example.com", "TransformCodeSha256", "b")));
    assertNotEquals(release, Deployment.release("template", Map.of("Domains", "example.org", "TransformCodeSha256", "a")));
  }

  @Test
  void whatIsSetAnewIsShownAndWhatFollowsFromTheCodeIsNot() {
    Map<String, String> before = Map.of("Domains", "example.com", "RawRetentionDays", "30", "AlarmEmail", "", "Release", "a");
    Map<String, String> after = Map.of("Domains", "example.com", "RawRetentionDays", "10", "AlarmEmail", "me@example.com", "TrimSlash", "true",
        "Release", "b");
    assertEquals("AlarmEmail: (empty) → me@example.com\nRawRetentionDays: 30 → 10\nTrimSlash: (not set) → true\n",
        ParameterChanges.text(before, after));
    assertEquals("", ParameterChanges.text(before, before));
    assertEquals("", ParameterChanges.text(Map.of(), after));
  }

  @Test
  void aSiteThatGoesIsAWarning() {
    String changes = ParameterChanges.text(Map.of("Domains", "example.com,example.org"), Map.of("Domains", "example.com,example.net"));
    assertTrue(changes.startsWith("Domains: example.com,example.org → example.com,example.net\nWARNING: no longer listed: example.org. Hits of sites that are not"),
        changes);
    assertFalse(ParameterChanges.text(Map.of("Domains", "example.com"), Map.of("Domains", "example.com,example.net")).contains("WARNING"));
  }

  @Test
  void aSiteIsAddedOnce() {
    assertEquals("example.com,example.org", SiteList.with("example.com", List.of("example.org", "example.com")));
    assertEquals("example.org", SiteList.with(null, List.of("example.org")));
    assertEquals("example.org", SiteList.with("", List.of("example.org")));
  }

  private static StackEvent event(String status, String reason) {
    return StackEvent.builder().logicalResourceId("Distribution").resourceType("AWS::CloudFront::Distribution").resourceStatus(status)
        .resourceStatusReason(reason).build();
  }

  @Test
  void theFirstFailureIsOneThatHasAReasonOfItsOwn() {
    StackEvent failure = event("CREATE_FAILED", "The certificate is not in us-east-1.");
    assertTrue(StackEvents.isFailure(failure));
    assertEquals("Distribution (AWS::CloudFront::Distribution) failed, The certificate is not in us-east-1.", StackEvents.sentence(failure));
    assertTrue(StackEvents.isFailure(event("UPDATE_FAILED", null)));
    assertFalse(StackEvents.isFailure(event("CREATE_FAILED", "Resource creation cancelled")));
    assertFalse(StackEvents.isFailure(event("CREATE_COMPLETE", null)));
  }

  @Test
  void theParametersAreReadFromTheTemplate() throws IOException {
    assertEquals(TemplateFile.section("Parameters").keySet(), TemplateParameters.of(TemplateFile.text()));
    assertEquals(Set.of(), TemplateParameters.of("Resources: {A: !Ref B}\n"));
  }

  /** Pages get the tags that README and the collector's docs show. */
  @Test
  void theTagsAreThoseOfTheDocs() throws IOException {
    String readme = java.nio.file.Files.readString(tarn.cli.Repository.root().resolve("README.md"));
    assertTrue(readme.contains(SiteTags.of("HOST")), SiteTags.of("HOST"));
  }
}
