import Simulation
import StrategyKit
import SyntheticHistories
import Testing

/// The section `histories` of a config.
@Suite struct HistoriesConfigurationTests {
    private func study(_ section: String) throws(ConfigError) -> StudyConfiguration {
        try StudyConfiguration(
            yaml: """
                data: { path: a.csv, calendar: XNYS }
                strategy: { rules: { enter_long: close > 10 } }
                \(section)
                """, file: "a.yaml")
    }

    @Test func whatIsLeftOutIsUsual() throws {
        let usual = HistoriesConfiguration()
        #expect(try study("").histories == usual && usual.count == 1_000 && usual.generator == .blockBootstrap)
        #expect(try study("histories: {}").histories == usual)
    }

    @Test func everyKeyIsRead() throws {
        let read = try study(
            """
            histories:
              generator: regime-switching
              count: 7
              seed: 5
              parameters: { regimes: 2, means: [0.001, -0.002] }
            """
        ).histories
        #expect(read.generator == .regimeSwitching && read.count == 7 && read.seed == 5)
        #expect(read.parameters == ["regimes": .integer(2), "means": .numbers([0.001, -0.002])])
        #expect(read.text == "generator regime-switching; count 7; seed 5; means [0.001, -0.002]; regimes 2")
    }

    @Test func theyAreNoPartOfWhatIdentifiesARun() throws {
        #expect(try study("histories: { count: 3 }").hash == study("").hash)
    }

    @Test(arguments: [
        (
            "generator: luck",
            "a.yaml:3:25: error: 'histories.generator' must be geometric-brownian-motion, jump-diffusion, heston, garch, "
                + "regime-switching or block-bootstrap; found the text 'luck'"
        ),
        (
            "parameters: { lenght: 3 }",
            "a.yaml:3:28: error: 'block-bootstrap' has no parameter 'lenght'; did you mean 'length'? parameters: blocks, length"
        ),
        (
            "generator: garch, parameters: { alpha: 2 }",
            "a.yaml:3:53: error: 'alpha' must be a number from 0 to 0.9999; found the number 2"
        ),
        (
            "generator: garch, parameters: { innovations: cauchy }",
            "a.yaml:3:59: error: 'innovations' must be normal or student or historical; found the text 'cauchy'"
        ),
    ]) func whatIsWrongIsSaidWithItsPlace(line: String, message: String) {
        do {
            _ = try study("histories: { \(line) }")
            Issue.record("no error")
        } catch { #expect(error.description == message) }
    }
}
