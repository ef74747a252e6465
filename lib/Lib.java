//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8 -Xlint:all,-serial,-processing,-classfile,-path -parameters
//RUNTIME_OPTIONS -Dfile.encoding=UTF-8 -Duser.timezone=UTC -XX:+UseSerialGC -XX:TieredStopAtLevel=4 -Xshare:auto --enable-native-access=ALL-UNNAMED

// The core: everything a command on one machine needs. Each dependency of the project is declared once,
// here or in a sibling of this file; a script includes exactly one of them.
//DEPS info.picocli:picocli:4.7.7
//DEPS com.fasterxml.jackson:jackson-bom:2.23.0@pom
//DEPS com.fasterxml.jackson.core:jackson-databind
//DEPS com.github.ua-parser:uap-java:1.6.1
//DEPS org.yaml:snakeyaml:2.6
//DEPS org.duckdb:duckdb_jdbc:2.0.0.1
//DEPS org.apache.commons:commons-csv:1.14.1
//DEPS com.github.freva:ascii-table:1.12.1
//DEPS me.tongfei:progressbar:0.10.2
//DEPS software.amazon.awssdk:bom:2.57.8@pom
//DEPS software.amazon.awssdk:s3
//DEPS software.amazon.awssdk:url-connection-client
//DEPS software.amazon.awssdk:sts
//DEPS software.amazon.awssdk:sso
//DEPS software.amazon.awssdk:ssooidc
//DEPS org.slf4j:slf4j-api:2.0.20
//DEPS org.slf4j:slf4j-nop:2.0.20

//FILES sql/=../sql/**.sql
//FILES tarn/=resources/**

// The rooms, in the order in which data walks through them. Imports point only backwards along it.
//SOURCES log/**.java
//SOURCES enrich/**.java
//SOURCES event/**.java
//SOURCES lake/**.java
//SOURCES aggregate/**.java
//SOURCES traffic/**.java
//SOURCES cli/**.java
