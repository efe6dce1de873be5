public import ArgumentParser
public import DataSources
public import TimeSeries

// Choices of the data path as words of the command line.
extension CSVReadOptions.Layout: ExpressibleByArgument {}
extension CSVReadOptions.Stamp: ExpressibleByArgument {}
extension CSVReadOptions.DateOrder: ExpressibleByArgument {}
extension PriceAdjustment: ExpressibleByArgument {}
extension LoadPolicies.Gaps: ExpressibleByArgument {}
extension LoadPolicies.Duplicates: ExpressibleByArgument {}
extension LoadPolicies.Order: ExpressibleByArgument {}
extension LoadPolicies.Enclosure: ExpressibleByArgument {}
extension LoadPolicies.Missing: ExpressibleByArgument {}
extension LoadPolicies.Closed: ExpressibleByArgument {}
extension BarWriteOptions.Label: ExpressibleByArgument {}
extension BarMapping.Edge: ExpressibleByArgument {}
extension BarPrinting: ExpressibleByArgument {}
