# The field of one contact as NRV computes it, with Gmsh and DOLFINx (Debian: gmsh, python3-dolfinx): an independent check of potentials, and
# the CPU time that it takes. Usage: python3 fenicsx-baseline.py FOLDER, with nerve.geo and problem.json in it; prints JSON.
# Unknowns as NRV's: one P2 field per component, each on the whole mesh, with the conductivity "outsideSPerM" outside its own domain (the
# perineurium's in NRV's formulation; next to nothing for the sharp one).
import json
import os
import resource
import subprocess
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
import dolfinx
import numpy as np
import ufl
from dolfinx import cpp, fem, geometry
from mpi4py import MPI
from petsc4py import PETSc

COMM = MPI.COMM_WORLD


def run_gmsh(folder):
    subprocess.run(["gmsh", "nerve.geo", "-3", "-o", "nerve.msh", "-nt", "1", "-v", "1"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read_msh22(path):
    """Nodes, triangles and tetrahedra of a text file of version 2.2, with the tag of each element's physical group."""
    with open(path) as file:
        lines = file.read().split("\n")
    at = lines.index("$Nodes")
    count = int(lines[at + 1])
    rows = np.array([line.split() for line in lines[at + 2:at + 2 + count]], dtype=float)
    place = np.zeros(int(rows[:, 0].max()) + 1, dtype=np.int64)
    place[rows[:, 0].astype(int)] = np.arange(count)
    at = lines.index("$Elements")
    elements = {2: [], 4: []}
    for line in lines[at + 2:at + 2 + int(lines[at + 1])]:
        words = line.split()
        if int(words[1]) in elements:
            elements[int(words[1])].append([int(words[3])] + [int(word) for word in words[3 + int(words[2]):]])
    parts = {kind: np.array(found, dtype=np.int64) for kind, found in elements.items()}
    return rows[:, 1:], {kind: (part[:, 0].astype(np.int32), place[part[:, 1:]]) for kind, part in parts.items()}


def tags(mesh, dimension, corners, values):
    entities, local = cpp.io.distribute_entity_data(mesh._mesh if hasattr(mesh, "_mesh") else mesh, dimension, corners, values)
    mesh.topology.create_connectivity(dimension, 0)
    mesh.topology.create_connectivity(dimension, mesh.topology.dim)
    return dolfinx.mesh.meshtags_from_entities(mesh, dimension, cpp.graph.AdjacencyList_int32(entities), np.array(local, dtype=np.int32))


def assemble(problem, nodes, parts):
    mesh = dolfinx.mesh.create_mesh(COMM, parts[4][1], nodes, ufl.Mesh(ufl.VectorElement("Lagrange", "tetrahedron", 1)))
    cells, facets = tags(mesh, 3, parts[4][1], parts[4][0]), tags(mesh, 2, parts[2][1], parts[2][0])
    components = 1 + len(problem["fascicles"])
    space = fem.FunctionSpace(mesh, ufl.MixedElement([ufl.FiniteElement("Lagrange", "tetrahedron", 2)] * components))
    u, v = ufl.TrialFunctions(space), ufl.TestFunctions(space)
    dx = ufl.Measure("dx", mesh, subdomain_data=cells, metadata={"quadrature_degree": 2})
    ds, inner = ufl.Measure("ds", mesh, subdomain_data=facets), ufl.Measure("dS", mesh, subdomain_data=facets)
    constants = fem.FunctionSpace(mesh, ("DG", 0))

    def conductivity(component):
        axes = [fem.Function(constants) for _ in range(3)]
        for tag, domain in problem["domains"].items():
            own = domain["component"] == component
            at = constants.dofmap.list.array[cells.find(int(tag))]
            outside = problem["outsideSPerM"]
            for axis, name in zip(axes, ("xx", "yy", "zz")):
                axis.x.array[at] = 1e-6 * (domain[name] if own else outside)
        return ufl.as_matrix([[axes[i] if i == j else 0 for j in range(3)] for i in range(3)])

    form = sum(ufl.inner(conductivity(c) * ufl.grad(u[c]), ufl.grad(v[c])) * dx for c in range(components))
    for k, fascicle in enumerate(problem["fascicles"]):
        g = fem.Constant(mesh, PETSc.ScalarType(1e-6 * fascicle["sPerM"] / fascicle["thicknessUm"]))
        form += g * ufl.avg(u[0] - u[k + 1]) * ufl.avg(v[0] - v[k + 1]) * inner(fascicle["tag"])
    area = fem.assemble_scalar(fem.form(fem.Constant(mesh, PETSc.ScalarType(1)) * ds(problem["contact"]["tag"])))
    load = fem.Constant(mesh, PETSc.ScalarType(1e-3 / area)) * v[problem["contact"]["component"]] * ds(problem["contact"]["tag"])
    ground = fem.dirichletbc(PETSc.ScalarType(0), fem.locate_dofs_topological(space.sub(0), 2, facets.find(problem["groundTag"])), space.sub(0))
    bilinear, linear = fem.form(form), fem.form(load)
    start = time.process_time()
    matrix = fem.petsc.assemble_matrix(bilinear, bcs=[ground])
    matrix.assemble()
    vector = fem.petsc.assemble_vector(linear)
    fem.petsc.apply_lifting(vector, [bilinear], [[ground]])
    fem.petsc.set_bc(vector, [ground])
    return mesh, cells, space, matrix, vector, time.process_time() - start


def solve(space, matrix, vector, preconditioner, tolerance):
    solver = PETSc.KSP().create(COMM)
    solver.setOperators(matrix)
    solver.setType("cg")
    solver.getPC().setType(preconditioner)
    solver.setTolerances(rtol=tolerance, max_it=2000)
    solution = fem.Function(space)
    start = time.process_time()
    solver.solve(vector, solution.vector)
    seconds = time.process_time() - start
    if solver.getConvergedReason() <= 0:
        raise RuntimeError(f"CG with {preconditioner} did not converge")
    return solution, seconds, solver.getIterationNumber()


def sample(mesh, cells, solution, problem):
    points = np.array(problem["points"])
    tree = geometry.BoundingBoxTree(mesh, 3)
    candidates = geometry.compute_collisions(tree, points)
    found = geometry.compute_colliding_cells(mesh, candidates, points)
    domain_of = dict(zip(cells.indices, cells.values))
    values = []
    for n, point in enumerate(points):
        near = found.links(n)
        if len(near) == 0:
            values.append(None)
            continue
        component = problem["domains"][str(domain_of[near[0]])]["component"]
        values.append(1000 * float(solution.sub(component).eval(point, near[:1])[0]))
    return values


def main(folder):
    with open(os.path.join(folder, "problem.json")) as file:
        problem = json.load(file)
    gmsh_s = run_gmsh(folder)
    nodes, parts = read_msh22(os.path.join(folder, "nerve.msh"))
    assemble(problem, nodes, parts)  # compiles the forms, which later runs find in a cache
    mesh, cells, space, matrix, vector, assembly_s = assemble(problem, nodes, parts)
    answer = {"gmshS": gmsh_s, "assemblyS": assembly_s, "tetrahedra": len(parts[4][0]), "unknowns": int(vector.size)}
    if problem["timing"]:
        _, answer["solveS"], answer["iterations"] = solve(space, matrix, vector, "ilu", 1e-4)
    else:
        solution, _, _ = solve(space, matrix, vector, "hypre", 1e-8)
        answer["potentialsMvPerMa"] = sample(mesh, cells, solution, problem)
    print(json.dumps(answer))


main(sys.argv[1])
