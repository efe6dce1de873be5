import StrategyKit
import Testing

/// `data.memory`.
@Suite struct MemoryConfigurationTests {
    private func yaml(_ memory: String) -> String {
        "data: { path: a.csv, calendar: XNYS\(memory) }\nstrategy: { rules: { enter_long: close > 1 } }\n"
    }

    @Test func amountsAreNumbersWithUnits() throws {
        func bytes(_ text: String) throws -> Int? {
            let configuration = try StudyConfiguration(yaml: yaml(", memory: \(text)"), file: "a.yaml")
            let again = try StudyConfiguration(yaml: configuration.canonicalYAML, file: "a.yaml")
            #expect(again.data.memory == configuration.data.memory)
            return configuration.data.memory
        }
        #expect(try bytes("512MB") == 512_000_000)
        #expect(try bytes("1.5 GB") == 1_500_000_000)
        #expect(try StudyConfiguration(yaml: yaml(""), file: "a.yaml").data.memory == nil)
    }

    @Test func memoryIsNoPartOfTheConfigsHash() throws {
        let plain = try StudyConfiguration(yaml: yaml(""), file: "a.yaml")
        let bound = try StudyConfiguration(yaml: yaml(", memory: 200MB"), file: "a.yaml")
        let other = try StudyConfiguration(yaml: yaml(", from: 2020-01-02"), file: "a.yaml")
        #expect(bound.hash == plain.hash && other.hash != plain.hash)
    }

    @Test(arguments: ["512", "100MB", "1TB", "-1GB", "much"]) func otherAmountsAreErrors(text: String) {
        #expect(
            ConfigSample.error(yaml(", memory: \(text)"))?.contains(
                "'data.memory' must be an amount of memory such as 512MB or 4GB, at least 128MB") == true)
    }
}
