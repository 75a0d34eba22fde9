/** Draws a node as a box with round corners and a border of one pixel, in WebGL: thousands at a time, and the same box answers the pointer. */
import type { Attributes } from 'graphology-types';
import { NodeProgram, type NodeProgramType, type ProgramInfo } from 'sigma/rendering';
import type { NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';

/** Half of a box's size and its colours, as attributes of a node. */
export type BoxAttributes = { halfWidth: number; halfHeight: number; color: string; borderColor: string };

const VERTEX_SHADER = /* glsl */ `
attribute vec2 a_position;
attribute vec2 a_half;
attribute vec4 a_color;
attribute vec4 a_border;
attribute vec4 a_id;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_pixel;
varying vec2 v_local;
varying vec2 v_half;
varying vec4 v_color;
varying vec4 v_border;
const float bias = 255.0 / 254.0;

void main() {
  v_local = a_corner * (a_half + u_pixel);
  v_half = a_half;
  gl_Position = vec4((u_matrix * vec3(a_position + v_local, 1.0)).xy, 0.0, 1.0);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_border = a_border;
  v_color.a *= bias;
  v_border.a *= bias;
}
`;

const FRAGMENT_SHADER = /* glsl */ `
precision highp float;
varying vec2 v_local;
varying vec2 v_half;
varying vec4 v_color;
varying vec4 v_border;
uniform float u_pixel;
uniform float u_radius;

void main() {
  float radius = min(u_radius, min(v_half.x, v_half.y));
  vec2 corner = abs(v_local) - v_half + radius;
  float distance = length(max(corner, 0.0)) + min(max(corner.x, corner.y), 0.0) - radius;
  #ifdef PICKING_MODE
  if (distance > 0.0) discard;
  gl_FragColor = v_color;
  #else
  vec4 color = mix(v_color, v_border, smoothstep(-1.5 * u_pixel, -0.5 * u_pixel, distance));
  gl_FragColor = mix(color, vec4(0.0), smoothstep(-0.5 * u_pixel, 0.5 * u_pixel, distance));
  #endif
}
`;

const UNIFORMS = ['u_matrix', 'u_pixel', 'u_radius'] as const;

/** Corners of the two triangles that make a box. */
const CORNERS = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [-1, 1],
  [1, -1],
  [1, 1],
];

const RADIUS_PX = 6;

/**
 * The program for graphs whose bounding box is a square of `extent`: sigma hands over positions as fractions of it, so sizes are turned into
 * fractions too.
 */
export function boxProgram<Node extends Attributes, Edge extends Attributes>(extent: () => number): NodeProgramType<Node, Edge> {
  return class BoxProgram extends NodeProgram<(typeof UNIFORMS)[number], Node, Edge> {
    getDefinition() {
      const { UNSIGNED_BYTE, FLOAT, TRIANGLES } = WebGLRenderingContext;
      return {
        VERTICES: CORNERS.length,
        VERTEX_SHADER_SOURCE: VERTEX_SHADER,
        FRAGMENT_SHADER_SOURCE: FRAGMENT_SHADER,
        METHOD: TRIANGLES as 4,
        UNIFORMS,
        ATTRIBUTES: [
          { name: 'a_position', size: 2, type: FLOAT },
          { name: 'a_half', size: 2, type: FLOAT },
          { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: 'a_border', size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
        CONSTANT_DATA: CORNERS,
      };
    }

    processVisibleItem(nodeIndex: number, startIndex: number, data: NodeDisplayData) {
      const { halfWidth, halfHeight, color, borderColor } = data as NodeDisplayData & BoxAttributes;
      const { array } = this;
      const size = extent();
      array[startIndex] = data.x;
      array[startIndex + 1] = data.y;
      array[startIndex + 2] = halfWidth / size;
      array[startIndex + 3] = halfHeight / size;
      array[startIndex + 4] = floatColor(color);
      array[startIndex + 5] = floatColor(borderColor);
      array[startIndex + 6] = nodeIndex;
    }

    setUniforms({ matrix, width }: RenderParams, { gl, uniformLocations }: ProgramInfo<(typeof UNIFORMS)[number]>) {
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
      // The matrix takes fractions of the extent to a clip space that is 2 wide.
      const fractionsPerPixel = 2 / (width * Math.abs(matrix[0] ?? 1));
      gl.uniform1f(uniformLocations.u_pixel, fractionsPerPixel);
      gl.uniform1f(uniformLocations.u_radius, RADIUS_PX / extent());
    }
  };
}
