# An image of a node with the sample applications: docker build -t restante:0.1.0 .
# For applications of your own, put their jars and those they need into /opt/restante/lib as well.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN mvn -B -q -DskipTests -Dquick -Dlauncher.lib=/opt/restante/lib package

FROM eclipse-temurin:17-jre
COPY --from=build /opt/restante/lib /opt/restante/lib
USER 10001
EXPOSE 7070 7071
# Java is the first process, so that SIGTERM reaches it.
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/restante/lib/*", "dev.restante.gateway.Restante"]
