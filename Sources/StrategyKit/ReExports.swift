// A strategy or a model is written with one import: the types that its author meets come along.
@_exported public import Core
@_exported public import Indicators
@_exported public import Learning
@_exported public import LinearAlgebra
@_exported public import Simulation
@_exported public import TimeSeries
