import Testing

@testable import Server

/// Statements as clients write them.
@Suite struct StatementTests {
    @Test(arguments: [
        ("CREATE DATABASE db", [InfluxStatement.createDatabase("db")]),
        ("create database \"two words\";", [.createDatabase("two words")]),
        ("CREATE DATABASE \"a \\\"quoted\\\" ; name\"", [.createDatabase("a \"quoted\" ; name")]),
        ("CREATE DATABASE \"db\" WITH DURATION 1h REPLICATION 1", [.createDatabase("db")]),
        (" show  databases ; CREATE DATABASE x", [.showDatabases, .createDatabase("x")]),
        ("SHOW DATABASES WHERE x", [.other("SHOW DATABASES")]),
        ("DROP DATABASE \"x\"", [.other("DROP DATABASE")]),
        ("\"CREATE\" \"DATABASE\" x", [.other("CREATE DATABASE")]),
    ])
    func statementsAreTold(text: String, statements: [InfluxStatement]) throws {
        #expect(try InfluxStatement.read(text) == statements)
    }

    @Test(arguments: ["", " ; ", "CREATE DATABASE", "CREATE DATABASE 'x'", "CREATE DATABASE \"x", "CREATE DATABASE 9"])
    func whatIsNoStatementIsRefused(text: String) {
        #expect(throws: InfluxStatement.Failure.self) { try InfluxStatement.read(text) }
    }

    @Test func answersInMessagePackHoldWhatTheJSONHolds() {
        let answer = QueryAnswer(results: [.databases(["d"])]).answer(accept: "application/x-msgpack")
        // As InfluxDB 1.6.7 sends it.
        let expected: [UInt8] =
            [0x81, 0xa7] + Array("results".utf8) + [0x91, 0x82, 0xac] + Array("statement_id".utf8) + [0x00, 0xa6]
            + Array("series".utf8) + [0x91, 0x83, 0xa4] + Array("name".utf8) + [0xa9] + Array("databases".utf8) + [0xa7]
            + Array("columns".utf8) + [0x91, 0xa4] + Array("name".utf8) + [0xa6] + Array("values".utf8) + [
                0x91, 0x91, 0xa1,
            ]
            + Array("d".utf8)
        #expect(answer.body == expected)
    }
}
