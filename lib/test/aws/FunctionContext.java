package tarn.aws;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What Lambda tells a function about a call, with a log that can be read. */
final class FunctionContext implements Context {
  final List<String> log = new ArrayList<>();

  @Override
  public String getAwsRequestId() {
    return "5b3c2a51-4f0c-4f6a-9a5e-1f7a5f4f1c11";
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/tarn-transform";
  }

  @Override
  public String getLogStreamName() {
    return "2026/11/25/[1]0123456789abcdef";
  }

  @Override
  public String getFunctionName() {
    return "tarn-transform";
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:eu-central-1:123456789012:function:tarn-transform:live";
  }

  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return 120_000;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1_024;
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        log.add(message);
      }

      @Override
      public void log(byte[] message) {
        log.add(new String(message, StandardCharsets.UTF_8));
      }
    };
  }
}
