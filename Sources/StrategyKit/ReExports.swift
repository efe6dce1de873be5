// A strategy is written with one import: the types that its author meets come along.
@_exported public import Core
@_exported public import Indicators
@_exported public import Simulation
@_exported public import TimeSeries
