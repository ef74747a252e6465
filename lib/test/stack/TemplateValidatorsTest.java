package tarn.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tarn.aws.PythonTool;
import tarn.cli.Repository;

/** Programs that know CloudFormation and AWS read the template. */
@Tag("slow")
class TemplateValidatorsTest {
  private static final String TEMPLATE = "infra/template.yaml";

  @Test
  void cfnLintFindsNothing() throws Exception {
    PythonTool.Output lint = PythonTool.run("cfn-lint", TEMPLATE);
    assertEquals("", lint.text());
    assertEquals(0, lint.exitCode());
  }

  @Test
  void cfnLintFindsWhatIsWrong() throws Exception {
    java.nio.file.Path broken = Files.createTempFile("tarn", ".yaml");
    try {
      Files.writeString(broken, Files.readString(Repository.root().resolve(TEMPLATE)).replace("Runtime: java25", "Runtime: java5"));
      assertTrue(PythonTool.run("cfn-lint", broken.toString()).text().contains("java5"));
    } finally {
      Files.delete(broken);
    }
  }

  /** Where a resource is made anew under its old name, CloudFormation refuses the whole update. */
  @Test
  void whatAParameterReplacesHasTheParameterInItsName() throws Exception {
    Replacements replacements = new Replacements(fixedProperties());
    Map<String, Set<String>> stuck = new TreeMap<>();
    for (String resource : TemplateFile.resources().keySet()) {
      Set<String> parameters = replacements.withoutAnotherName(resource);
      if (!parameters.isEmpty()) {
        stuck.put(resource, parameters);
      }
    }
    assertEquals(Map.of(), stuck);
    assertEquals(Set.of("Ingestion"), replacements.of("Delivery"));
    assertEquals(Set.of("Release", "TransformCodeSha256"), replacements.of("TransformVersion"));
  }

  /** The properties whose change replaces a resource, by its type, as paths with slashes. */
  private static Map<String, List<String>> fixedProperties() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-c", """
        import json, sys
        from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER as schemas
        print(json.dumps({type: [path.replace('/properties/', '', 1) for path in
          schemas.get_resource_schema('us-east-1', type).schema.get('createOnlyProperties', [])] for type in sys.argv[1:]}))
        """));
    TemplateFile.resources().values().forEach(resource -> arguments.add(resource.get("Type").toString()));
    PythonTool.Output output = PythonTool.run("python", arguments.toArray(String[]::new));
    assertEquals(0, output.exitCode(), output.text());
    return new ObjectMapper().readValue(output.out(), new TypeReference<>() {});
  }

  /** Each finding is mended or waived with a reason; a waiver of what is not found any more is to go. */
  @Test
  void checkovFindsOnlyWhatIsWaived() throws Exception {
    PythonTool.Output check = PythonTool.run("checkov", "--file", TEMPLATE, "--framework", "cloudformation", "--output", "json", "--skip-download");
    JsonNode results = new ObjectMapper().readTree(check.out()).path("results");
    assertEquals("[]", results.path("failed_checks").toString());
    assertTrue(results.path("passed_checks").size() > 80, check.text());
    Set<String> waived = new TreeSet<>();
    results.path("skipped_checks").forEach(skipped -> waived.add(
        skipped.path("resource").asText().replaceFirst(".*\\.", "") + " " + skipped.path("check_id").asText()));
    assertEquals(waivers(), waived);
  }

  private static Set<String> waivers() throws Exception {
    Set<String> waivers = new TreeSet<>();
    String resource = "";
    for (String line : Files.readAllLines(Repository.root().resolve(TEMPLATE))) {
      Matcher head = Pattern.compile("  (\\w+):").matcher(line);
      resource = head.matches() ? head.group(1) : resource;
      Matcher waiver = Pattern.compile(" *# checkov:skip=(\\w+): \\w.{20,}").matcher(line);
      if (waiver.matches()) {
        waivers.add(resource + " " + waiver.group(1));
      }
    }
    return waivers;
  }
}
