import Testing

@testable import Research

/// What is said to Slurm and what it says.
@Suite struct SlurmFormsTests {
    @Test func arraysAreCutWhereIndicesWouldGoTooFar() throws {
        let limits = try SlurmLimits("MaxArraySize            = 11\nMaxJobCount             = 10000\n")
        #expect(limits == (try SlurmLimits("MaxJobCount = 10000\nMaxArraySize = 11")))
        #expect(limits.most == 5_000)
        var chunks = Array(3..<25)
        var arrays: [String] = []
        while !chunks.isEmpty {
            let array = limits.array(of: chunks)
            arrays.append("\(array.offset)+" + NumberRanges.text(array.chunks.map { $0 - array.offset }))
            chunks.removeFirst(array.chunks.count)
        }
        #expect(arrays == ["0+3-10", "11+0-10", "22+0-2"])
        #expect(throws: QueueError.self) { try SlurmLimits("MaxArraySize = 0") }
    }

    @Test(
        arguments: [
            ("", []), ("0", [0]), ("0-2,5,7-8", [0, 1, 2, 5, 7, 8]), ("2-1", nil), ("1,1", nil), ("a", nil),
            ("1-", nil),
            ("0-99999999999", nil), ("-1", nil), ("1-2-3", nil),
        ] as [(String, [Int]?)]) func rangesReadBack(text: String, numbers: [Int]?)
    {
        #expect(NumberRanges.numbers(text) == numbers)
        if let numbers { #expect(NumberRanges.text(numbers) == text) }
    }

    @Test(
        arguments: [
            ("12|3|PENDING|backtest-a-0|Resources", TaskState.waiting, nil),
            ("12|3|PENDING|backtest-a-0|JobHeldUser", .waiting, "JobHeldUser"),
            ("12|3|RUNNING|backtest-a-0|None", .running, nil), ("12|3|COMPLETING|backtest-a-0|None", .running, nil),
            ("12|3|COMPLETED|backtest-a-0|None", .ended, nil),
            ("12|3|FAILED|backtest-a-0|NonZeroExitCode", .failed("FAILED (NonZeroExitCode)"), nil),
            ("12|3|NODE_FAIL|backtest-a-0|NodeDown", .failed("NODE_FAIL (NodeDown)"), nil),
            ("12|3|CANCELLED|backtest-a-0|None", .failed("CANCELLED"), nil),
        ] as [(String, TaskState, String?)]) func rowsRead(line: String, state: TaskState, reason: String?) throws
    {
        let row = try #require(SlurmRow(line[...]))
        #expect(row.job == "12" && row.index == 3 && row.name == "backtest-a-0")
        #expect(row.state == state && row.waitReason == reason)
    }

    @Test func linesThatAreNoTasksAreLeftOut() {
        for line in ["", "12|N/A|RUNNING|x|None", "12|3|RUNNING", "JOBID PARTITION"] {
            #expect(SlurmRow(line[...]) == nil)
        }
    }

    @Test func templatesPutWordsInPlace() throws {
        let template = try CommandTemplate(
            "x {program} ${HOME} {a,b} {folder} {index}/{count} {chunk}", program: "'a {index}'", folder: "f")
        #expect(
            template.command(index: 3, chunk: 10, count: 7) == "x 'a {index}' ${HOME} {a,b} f 3/7 10")
        #expect(throws: QueueError.self) { try CommandTemplate("run {folder}", program: "p", folder: "f") }
    }
}
