import Content
import Testing

/// What changes in a file, and what does not.
struct EntryEditTests {
  @Test func aScalarChangesItsLineAlone() async throws {
    try await expectEdit(
      "# Who I am\ntitle:   Léa   # as on my card\n\nheadline: 'Ah'\nopen: yes\n", "title", "Zoé",
      "# Who I am\ntitle:   Zoé   # as on my card\n\nheadline: 'Ah'\nopen: yes\n")
  }

  @Test func anEqualValueChangesNothing() async throws {
    let text = matter("title:   'Léa'   \nskills: [ a,b ]\nabout: |+\n  x\n\n")
    var edit = EntryEdit()
    edit.set("title", to: "  Léa ")
    edit.set("skills", to: ["a", "b"])
    edit.set("about", to: "x\n")
    edit.text = "\n\nText.\r\n"
    #expect(try await edited(text, edit) == text)
  }

  @Test func quotesStayAsTheyWere() async throws {
    try await expectEdit("title: 'a'\n", "title", "l’été d'or", "title: 'l’été d''or'\n")
    try await expectEdit("title: \"a\"\n", "title", "b", "title: \"b\"\n")
    try await expectEdit("title: a\n", "title", "b: c", "title: \"b: c\"\n")
    try await expectEdit("title: \"b: c\" # ?\n", "title", "b c", "title: \"b c\" # ?\n")
  }

  @Test func blockTextsStayBlockTexts() async throws {
    try await expectEdit(
      "about: | # long\n    one\n    two\n\ntitle: a\n", "about", "one\n\n  2\ntwo",
      "about: | # long\n    one\n\n      2\n    two\n\ntitle: a\n")
    try await expectEdit("about: |-\n  one\n", "about", "two", "about: |-\n  two\n")
    try await expectEdit("about: |2+\n   one\n\ntitle: a\n", "about", "two\nx", "about: |+\n  two\n  x\n\ntitle: a\n")
    try await expectEdit(
      "about: >\n  one two three\n  four\n\n  five\n", "about", "one two six four\nfive six seven eight nine ten",
      "about: >\n  one two six four\n\n  five six seven eight\n  nine ten\n")
    try await expectEdit("about: >-\n  one\n", "about", "one\n  - two", "about: |-\n  one\n    - two\n")
    try await expectEdit(
      "about: | # c\n  one\ntitle: a\n", "about", "a\u{2028}b", "about: \"a\\u2028b\" # c\ntitle: a\n")
  }

  @Test func aTextOfSeveralLinesGetsLinesOfItsOwn() async throws {
    try await expectEdit(
      "about: one # why\ntitle: a\n", "about", "one\n\ntwo", "about: | # why\n  one\n\n  two\ntitle: a\n")
    try await expectEdit("about: \"a\\nb\"\n", "about", "a\nc", "about: \"a\\nc\"\n")
    try await expectEdit("about: one\n  two\ntitle: a\n", "about", "three", "about: three\ntitle: a\n")
    try await expectEdit("now: { job: a }\n", "now.job", "a\nb", "now: { job: \"a\\nb\" }\n")
  }

  @Test func flowListsStayFlowLists() async throws {
    try await expectEdit(
      "skills: [a, 'b',c] # mine\n", "skills", ["a", "b", "d", "c"], "skills: [a, 'b', d,c] # mine\n")
    try await expectEdit("skills: [ a, b ]\n", "skills", ["b"], "skills: [ b ]\n")
    try await expectEdit("skills: [a, b]\n", "skills", ["a", "x, y"], "skills: [a, \"x, y\"]\n")
    try await expectEdit("skills: [a]\n", "skills", [], "skills: []\n")
    try await expectEdit("skills: []\n", "skills", ["a", "b"], "skills: [a, b]\n")
    try await expectEdit(
      "skills: [\n  a, # first\n  b,\n]\ntitle: x\n", "skills", ["a", "b", "c"],
      "skills: [\n  a, # first\n  b,\n  c,\n]\ntitle: x\n")
  }

  @Test func blockListsStayBlockLists() async throws {
    try await expectEdit(
      "skills:\n- a # one\n# between\n- b\n\ntitle: x\n", "skills", ["a", "b", "c"],
      "skills:\n- a # one\n# between\n- b\n- c\n\ntitle: x\n")
    try await expectEdit(
      "skills:\n    - a\n    - b # two\n    - c\n", "skills", ["a", "c"], "skills:\n    - a\n    - c\n")
    try await expectEdit("skills:\n  - a\n  - b\n", "skills[1]", "c: d", "skills:\n  - a\n  - \"c: d\"\n")
    try await expectEdit("skills:\n  - a\n", "skills", ["z", "a"], "skills:\n  - z\n  - a\n")
    try await expectEdit("skills:\n  - a\ntitle: b\n", "skills", [], "skills: []\ntitle: b\n")
    try await expectEdit("skills:\n  -\n  - b\n", "skills[0]", "c", "skills:\n  - c\n  - b\n")
  }

  @Test func listsOfGroupsChangeByTheLine() async throws {
    let jobs = """
      jobs:
        # the first
        - title: One   # still my favourite
          from: 2020
          text: |
            Long.
        - { title: Two, from: 2021 }

      """
    try await expectEdit(
      jobs, "jobs[0].to", "2021-03", jobs.changing("from: 2020\n", to: "from: 2020\n    to: 2021-03\n"))
    try await expectEdit(jobs, "jobs[0].title", "A: b", jobs.changing("One ", to: "\"A: b\" "))
    try await expectEdit(jobs, "jobs[0].from", nil, jobs.changing("    from: 2020\n", to: ""))
    try await expectEdit(jobs, "jobs[1].from", nil, jobs.changing("Two, from: 2021", to: "Two"))
    try await expectEdit(jobs, "jobs[1].place", "Lyon", jobs.changing("Two, ", to: "Two, place: Lyon, "))
    try await expectEdit(
      jobs, "jobs[2]", ["title": "Three", "text": "a\nb"],
      jobs + "  - title: Three\n    text: |\n      a\n      b\n")
    try await expectEdit(jobs, "jobs[2]", ["title": "Three"], jobs + "  - { title: Three }\n")
    try await expectEdit(
      jobs, "jobs[0].title", nil, jobs.changing("title: One   # still my favourite\n    ", to: ""))
    try await expectEdit(jobs, "jobs[0]", nil, "jobs:\n  # the first\n  - { title: Two, from: 2021 }\n")
  }

  @Test func groupsChangeByTheLine() async throws {
    try await expectEdit(
      "now:\n  # now\n  job: a\ntitle: b\n", "now.since", "2026", "now:\n  # now\n  job: a\n  since: 2026\ntitle: b\n")
    try await expectEdit("now: { job: a, since: 2026 }\n", "now.since", nil, "now: { job: a }\n")
    try await expectEdit("title: b\n", "now.job", "c", "title: b\nnow: { job: c }\n")
    try await expectEdit(
      "town: Lyon # here\n", "town", ["name": "Lyon", "latitude": "45"], "town: { name: Lyon, latitude: 45 } # here\n")
  }

  @Test func aNewFieldComesAfterTheOneBeforeItInTheKind() async throws {
    try await expectEdit(
      "open: true\ntitle: a # me\n  # indented\n# below\n", "headline", "b",
      "open: true\ntitle: a # me\n  # indented\nheadline: b\n# below\n")
    try await expectEdit("skills:\n  - a\n\nopen: true\n", "friend", "b", "skills:\n  - a\nfriend: b\n\nopen: true\n")
    try await expectEdit("open: true\n# end\n", "title", "b", "open: true\ntitle: b\n# end\n")
    try await expectEdit("title: b\n", "draft", "true", "title: b\ndraft: true\n")
    try await expectEdit("about: |+\n  a\n\nopen: true\n", "town", "Lyon", "about: |+\n  a\n\ntown: Lyon\nopen: true\n")
  }

  @Test func aFieldGoesWithItsLines() async throws {
    try await expectEdit(
      "title: a\n# about skills\nskills:\n  - a\n  # - b\n# about open\nopen: true\n", "skills", nil,
      "title: a\n# about skills\n# about open\nopen: true\n")
    try await expectEdit("title: a\n", "title", nil, "")
    try await expectEdit("title: a\n", "open", nil, "title: a\n")
  }

  @Test func lineEndsMarksAndLastLinesStay() async throws {
    #expect(
      try await edited("\u{FEFF}---\r\ntitle: a\r\n---\r\nText", "about", "b\nc")
        == "\u{FEFF}---\r\ntitle: a\r\nabout: |\r\n  b\r\n  c\r\n---\r\nText")
    #expect(try await edited("title: a", "headline", "b", in: "people/a.yaml") == "title: a\nheadline: b")
    #expect(try await edited("title: a", "title", "b", in: "people/a.yaml") == "title: b")
    #expect(
      try await edited("title: a\nskills:\n  - b", "skills", ["b", "c"], in: "people/a.yaml")
        == "title: a\nskills:\n  - b\n  - c")
    #expect(try await edited("---\rtitle: a\r---\rText\r", "open", "true") == "---\rtitle: a\ropen: true\r---\rText\r")
  }

  @Test func aFileWithoutFieldsGetsThem() async throws {
    #expect(try await edited("Text.\n", "title", "a") == "---\ntitle: a\n---\nText.\n")
    #expect(try await edited("---\n# none\n---\nText.\n", "title", "a") == "---\n# none\ntitle: a\n---\nText.\n")
    #expect(try await edited("", "title", "a", in: "people/a.yaml") == "title: a\n")
    #expect(try await edited("# none", "title", "a", in: "people/a.yaml") == "# none\ntitle: a\n")
  }

  @Test func oddFieldsAreWrittenAnewAndOthersStay() async throws {
    try await expectEdit("title: !!str a # t\nopen: true\n", "title", "b", "title: b # t\nopen: true\n")
    try await expectEdit("title: a\nskills: [ &x a, b ]\n", "title", "b", "title: b\nskills: [ &x a, b ]\n")
    try await expectEdit(
      "skills: [ &x a, b ] # s\nopen: true\n", "skills", ["a", "c"], "skills: [ &x a, c ] # s\nopen: true\n")
    try await expectEdit("{ title: a, open: true }\n", "headline", "b", "{ title: a, headline: b, open: true }\n")
    try await expectEdit("skills:\n  - - a\n  - b\n", "skills", ["x", "b"], "skills:\n  - x\n  - b\n")
  }

  @Test func whatCanNotBeChangedAloneIsRefused() async throws {
    await #expect(throws: EditError.self) { try await edited(matter("title: a\ntitle: b\n"), "title", "c") }
    await #expect(throws: EditError.self) { try await edited(matter("title: [a\n"), "title", "c") }
    await #expect(throws: EditError.self) { try await edited("---\ntitle: a\n", "title", "c") }
    await #expect(throws: EditError.self) { try await edited(matter("town: a\n"), "town.name", "c") }
    await #expect(throws: EditError.self) { try await edited(matter("skills: [a]\n"), "skills[3]", "c") }
    await #expect(throws: EditError.self) { try await edited(matter("title: a\n"), "title", "a\u{0}b") }
    // Another field that is written twice is no obstacle.
    try await expectEdit("title: a\nopen: 1\nopen: 2\n", "title", "c", "title: c\nopen: 1\nopen: 2\n")
  }

  @Test func theTextChangesByTheLine() async throws {
    var edit = EntryEdit()
    edit.text = "One\nthree\r\nfour  "
    #expect(
      try await edited("---\ntitle: a\n---\n\nOne\r\ntwo\nthree\r\n\n", edit)
        == "---\ntitle: a\n---\n\nOne\r\nthree\r\nfour  \r\n\n")
    edit.text = "---\ntitle: evil\n---\n"
    #expect(try await edited("Text.", edit) == "---\n---\n---\ntitle: evil\n---")
    edit.text = ""
    #expect(try await edited("---\ntitle: a\n---\n\nOne\n", edit) == "---\ntitle: a\n---\n")
    edit.text = "x"
    #expect(try await edited("---\ntitle: a\n---", edit) == "---\ntitle: a\n---\nx\n")
    await #expect(throws: EditError.self) { try await edited("title: a\n", edit, in: "people/a.yaml") }
  }
}
