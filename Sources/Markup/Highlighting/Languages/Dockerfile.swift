extension Language {
  static let dockerfile = Language(
    name: "dockerfile", aliases: ["docker", "containerfile"],
    keywords: """
      ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER NONE ONBUILD RUN SHELL STOPSIGNAL USER \
      VOLUME WORKDIR
      """,
    commandIntroducers: "ARG CMD ENTRYPOINT ENV RUN",
    wordBytes: "-",
    rules: [
      .lineComment("#", place: .lineStart),
      .sigil(.annotation, "-", joint: "-", place: .afterBlank),
      .sigil(.annotation, "--", joint: "-", place: .afterBlank),
      .sigil(.variable, "$"), .region(.variable, "${", "}"),
      .string("\"", StringRule(close: "\"", variableSigil: UInt8(ascii: "$"))),
      .string("'", StringRule(close: "'", escapes: .none)),
    ])
}
