import Statistics
import Testing

@Suite struct ReturnMatrixTests {
    @Test func aReturnThatIsNoNumberIsRefusedWithItsTrialAndDay() {
        for (bad, trial, day) in [(Float.nan, 2, 4_999), (.infinity, 0, 0), (-.infinity, 1, 4_096)] {
            var values = [Float](repeating: 0.01, count: 15_000)
            values[trial * 5_000 + day] = bad
            #expect(throws: JudgementError.notFinite(trial: trial, day: day)) {
                try ReturnMatrix(trials: 3, days: 5_000, values: values)
            }
            #expect(throws: JudgementError.notFinite(trial: trial, day: day)) {
                try ReturnMatrix(trials: 3, days: 5_000, values: values.map { Double($0) })
            }
        }
        let error = JudgementError.notFinite(trial: 2, day: 7)
        #expect(
            "\(error)"
                == "the return of trial 2 on day 7 is not a finite number; leave that trial out, or repair its run")
    }

    @Test func numbersThatDoNotGoTogetherAreRefused() {
        #expect(throws: JudgementError.shape(found: "5 returns", needed: "6, for 2 trials over 3 days")) {
            try ReturnMatrix(trials: 2, days: 3, values: [Float](repeating: 0, count: 5))
        }
        #expect(throws: JudgementError.shape(found: "2 returns of trial 1", needed: "the 3 days of trial 0")) {
            try ReturnMatrix([[0, 0, 0], [0, 0]])
        }
        #expect(throws: JudgementError.shape(found: "0 trials over 0 days", needed: "at least one trial and one day")) {
            try ReturnMatrix([])
        }
    }

    @Test func trialsComeOutAsTheyWentIn() throws {
        let values: [Float] = [0.5, -0.25, 0.125, 1, 2, 3]
        let matrix = try ReturnMatrix(trials: 2, days: 3, values: values)
        #expect(matrix.returns(ofTrial: 0) == [0.5, -0.25, 0.125])
        #expect(matrix.returns(ofTrial: 1) == [1, 2, 3])
    }
}
