// What only AWS needs, on top of the core: the stack, its commands and what runs in it.
//SOURCES Lib.java
//DEPS software.amazon.awssdk:glue:2.57.8
//DEPS software.amazon.awssdk:url-connection-client:2.57.8
//DEPS com.amazonaws:aws-lambda-java-core:1.4.0
//DEPS io.github.crac:org-crac:0.1.3
//SOURCES aws/**.java
//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8 -Xlint:all,-serial,-processing,-classfile -parameters
//RUNTIME_OPTIONS -Dfile.encoding=UTF-8 -Duser.timezone=UTC -XX:+UseSerialGC -XX:TieredStopAtLevel=4 -Xshare:auto --enable-native-access=ALL-UNNAMED
