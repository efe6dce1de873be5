import StrategyKit
import Testing

/// Keys of a config by their dotted paths.
@Suite struct ConfigSettingTests {
    @Test func pathsOfSectionsAndLists() throws {
        let settings = try ConfigSetting.list(
            yaml: """
                name: x
                broker: { slippage: { basis_points: 1 }, fx: {} }
                portfolio: { instruments: [SPY, TLT] }
                strategies:
                  - { name: a, type: b }
                  - name: "c: d"
                """, file: "x.yaml")
        #expect(
            settings.map { "\($0.path)=\($0.value)" } == [
                "name=x", "broker.slippage.basis_points=1", "broker.fx={}", "portfolio.instruments=[SPY, TLT]",
                "strategies[0].name=a", "strategies[0].type=b", "strategies[1].name=c: d",
            ])
        #expect(try ConfigSetting.list(yaml: "", file: "x.yaml").isEmpty)
        #expect(throws: ConfigError.self) { try ConfigSetting.list(yaml: "a: [", file: "x.yaml") }
    }
}
