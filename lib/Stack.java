// What only the commands for AWS need: they put there what the functions are made of.
//SOURCES Aws.java
//DEPS software.amazon.awssdk:cloudformation
//DEPS software.amazon.awssdk:iam
//FILES tarn/stack/prices.csv=stack/prices.csv
//FILES tarn/stack/hosted-prices.csv=stack/hosted-prices.csv
//SOURCES stack/**.java
//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8 -Xlint:all,-serial,-processing,-classfile -parameters
//RUNTIME_OPTIONS -Dfile.encoding=UTF-8 -Duser.timezone=UTC -XX:+UseSerialGC -XX:TieredStopAtLevel=4 -Xshare:auto --enable-native-access=ALL-UNNAMED
