import ArgumentParser
import Core
import Indicators
import Reports
import Simulation
import Statistics
import StrategyKit

/// `backtest list`.
struct ListCommand: ParsableCommand {
    /// What can be listed.
    enum Subject: String, CaseIterable, ExpressibleByArgument {
        case strategies, models, indicators, metrics, costs, agents
    }

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract:
            "Lists strategies, models, indicators, metrics, costs or agents of a market, with what configs call them.",
        discussion: "Printed from the declarations that configs are checked against.")

    @Argument(help: ArgumentHelp("strategies, models, indicators, metrics, costs or agents.", valueName: "what"))
    var subject: Subject

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print CSV.")
    var csv = false

    func run() throws {
        // Distributions make rows of agents longer than any terminal is wide.
        if subject == .agents, !json, !csv { return Console.out(ListCommand.agentText) }
        let rows: [[String]] =
            switch subject {
            case .strategies: strategies
            case .models: models
            case .indicators: indicators
            case .metrics: metrics
            case .costs: costs
            case .agents: agents
            }
        if json {
            let header = rows[0]
            let list = rows.dropFirst().map { row in
                JSONValue.object(zip(header, row).map { .init($0, .string($1)) })
            }
            Console.out(JSONValue.array(Array(list)).prettyText)
        } else {
            Console.out(csv ? TextTable.csv(rows) : TextTable.text(rows))
        }
    }

    private var strategies: [[String]] {
        parameters("strategy", Registered.registry.strategies.map { ($0.name, $0.summary, $0.parameters) })
    }

    private var models: [[String]] {
        parameters("model", Registered.models.models.map { ($0.name, $0.summary, $0.parameters) })
    }

    private func parameters(
        _ title: String, _ declarations: [(name: String, summary: String, parameters: [StrategyDeclaration.Parameter])]
    ) -> [[String]] {
        var rows = [[title, "parameter", "default", "allowed", "summary"]]
        for declaration in declarations {
            rows.append([declaration.name, "", "", "", declaration.summary])
            for parameter in declaration.parameters {
                rows.append([
                    csv || json ? declaration.name : "", parameter.name, parameter.defaultValue.description,
                    parameter.domain.allowed, parameter.summary,
                ])
            }
        }
        return rows
    }

    private var agents: [[String]] {
        var rows = [["agent", "parameter", "default", "allowed", "summary"]]
        for agent in MarketPlan.agents {
            rows.append([agent.kind, "", "", "", agent.summary])
            for parameter in agent.parameters {
                rows.append([agent.kind, parameter.name, parameter.value, parameter.allowed, parameter.summary])
            }
        }
        return rows
    }

    /// The agents for people: what each does, then its parameters with their defaults, what they mean and what is allowed.
    private static var agentText: String {
        func lines(_ text: String, indent: Int = 0, rest: Int) -> String {
            WrappedText.lines(text, width: 80, indent: indent, rest: rest)
        }
        return MarketPlan.agents.map { agent in
            var text = lines("\(agent.kind): \(agent.summary)", rest: 4)
            for parameter in agent.parameters {
                text += lines("\(parameter.name): \(parameter.value)", indent: 4, rest: 8)
                text += lines("\(parameter.summary); \(parameter.allowed)", indent: 8, rest: 8)
            }
            return text
        }.joined(separator: "\n")
    }

    private var indicators: [[String]] {
        [["indicator", "usage", "outputs", "formula", "source"]]
            + IndicatorCatalogue.all.map { declaration in
                let series = declaration.inputs.filter { $0 == .series }.enumerated().map { index, _ in
                    index == 0 ? "x" : "y"
                }
                let numbers = declaration.parameters.map { "\($0.name)=\($0.defaultValue.shortestText)" }
                return [
                    declaration.name, "\(declaration.name)(\((series + numbers).joined(separator: ", ")))",
                    declaration.outputs.joined(separator: " "), declaration.formula, declaration.source,
                ]
            }
    }

    private var metrics: [[String]] {
        [["metric", "unit", "group", "definition", "source"]]
            + MetricCatalogue.all.map { [$0.id, $0.unit.rawValue, $0.group.rawValue, $0.formula, $0.source] }
    }

    private var costs: [[String]] {
        [["cost", "key", "unit", "meaning"]]
            + ConfigKeys.all.filter { key in
                [
                    "broker.commission.", "broker.slippage.", "broker.spread.", "broker.borrow.", "broker.margin.",
                    "broker.interest.", "broker.settlement", "broker.fx.",
                ]
                .contains {
                    key.path.hasPrefix($0)
                }
            }.map { key in
                let parts = key.path.split(separator: ".")
                return [
                    String(parts[1]), key.path, String(parts[parts.count - 1]).replacing("_", with: " "),
                    key.documentation,
                ]
            }
    }
}
