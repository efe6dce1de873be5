import Core
import Learning
import Reports
import Research
import StrategyKit
import Testing

/// The forecasts of a training as its report draws them.
@Suite struct TrainingForecastsTests {
    @Test func labelsThatEndAtTheSameBarAreAllDrawn() throws {
        let model = TrainingFixture.ridge.replacing(
            "{ kind: return, horizon: 3 }", with: "{ kind: barrier-return, horizon: 20, gain: 0.5, loss: 0.5 }")
        let result = try TrainingFixture.training(model).run()
        let ends = Set(result.forecasts.map { [Int64($0.instrument), $0.end] })
        #expect(ends.count < result.forecasts.count, "no two labels end at once: nothing is tested")
        let report = result.report(command: "", file: nil)
        #expect(report.forecasts.reduce(0) { $0 + $1.forecast.count } == result.forecasts.count)
        for (instrument, drawn) in zip(Set(result.forecasts.map(\.instrument)).sorted(), report.forecasts) {
            let own = result.forecasts.filter { $0.instrument == instrument }
            #expect(zip(drawn.time, drawn.time.dropFirst()).allSatisfy { $0 <= $1 })
            let pairs = zip(drawn.forecast, drawn.truth).map { [$0, $1] }.sorted { $0[0] < $1[0] }
            #expect(pairs == own.map { [$0.value, $0.label] }.sorted { $0[0] < $1[0] })
        }
        // The cloud is of every forecast that the scores are of.
        let page = report.html(charts: nil)
        #expect(page.contains("\(grouped(result.forecasts.count)) pairs"), "\(result.forecasts.count)")
    }

    @Test func combinatorialFoldsGiveTheFirstForecastOfEachSample() throws {
        let result = try TrainingFixture.training(changes: ["strategy.model.validation.kind=combinatorial"]).run()
        let report = result.report(command: "", file: nil)
        let samples = Set(result.forecasts.map { [$0.instrument, $0.row] })
        #expect(samples.count < result.forecasts.count)
        #expect(report.forecasts.reduce(0) { $0 + $1.forecast.count } == samples.count)
    }

    /// A count as pages print it.
    private func grouped(_ count: Int) -> String {
        let digits = String(count)
        return digits.count > 3 ? "\(digits.dropLast(3)),\(digits.suffix(3))" : digits
    }
}
